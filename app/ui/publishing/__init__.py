"""Công bố TTHC: decisions, what each says of which procedure, how many are in force at a date."""
