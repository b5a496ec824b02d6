"""Decisions that publish, amend and abolish procedures, and how many are in force at any date."""
