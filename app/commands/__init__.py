"""The verbs of the command line; no screen needed, except by demo."""
