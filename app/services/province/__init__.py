"""Locked periods between units: signed files out, checked files in, and what they come to."""
