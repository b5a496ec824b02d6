"""The supervisor's glance: trends, timeliness, where time is spent, when people come."""
