"""Secrets of this machine: where they lie, what is derived from them, how they survive on paper."""
