"""People's data: what leaves the desk unmasked, who opened what is not theirs, what is erased."""
