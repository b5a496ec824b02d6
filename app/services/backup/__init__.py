"""Copies of the store that count only once they were restored elsewhere and found whole."""
