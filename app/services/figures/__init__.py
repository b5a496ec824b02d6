"""Summaries and lists, computed from what was true then."""
