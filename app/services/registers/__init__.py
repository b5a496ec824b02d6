"""Sổ quản lý: plain registers with search, export and due dates, described once for all."""
