"""Hồ sơ: find one, see all of it, do what is allowed now."""
