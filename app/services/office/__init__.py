"""The unit, its agencies, counters, hours and calendar."""
