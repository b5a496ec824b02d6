"""Receiving a dossier: what is typed, scanned or read from a file, checked, stored, corrected."""
