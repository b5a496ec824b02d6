"""Bảo quản: what keeps the store safe, a tab each."""
