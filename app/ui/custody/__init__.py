"""Where is it: every open paper by the unit, the desk and the shelf that has it."""
