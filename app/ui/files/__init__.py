"""Scans of papers and results: a card that other pages show, and the viewer behind it."""
