"""The annexes of a report, one file a table."""
