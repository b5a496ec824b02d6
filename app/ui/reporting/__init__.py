"""Báo cáo: what a supervisor looks at over weeks, months and quarters, and hands in."""
