"""People's data past their time: which they are, and their erasing."""
