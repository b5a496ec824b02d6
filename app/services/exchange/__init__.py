"""Signed files between two stores: dossiers go out, acceptance and result come back."""
