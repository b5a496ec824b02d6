"""Procedures, their cases and papers, and their import."""
