"""People's data: what leaves the desk unmasked, and what the log tells of it."""
