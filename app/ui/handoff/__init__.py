"""Bàn giao: what waits to go, what is on the way, what has arrived."""
