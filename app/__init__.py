"""Một Cửa: the one-stop counter, on a local store that never stops."""

__version__ = "0.8.0"
