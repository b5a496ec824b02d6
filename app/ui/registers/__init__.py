"""Sổ quản lý: the plain registers, each by the same table and the same form."""
