"""Where every paper is: which unit, which shelf, whose desk, for how long, and who is late."""
