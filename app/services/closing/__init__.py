"""Closing a day: figures frozen, signed and printed; opened again by two people alone."""
