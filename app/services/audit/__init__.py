"""Whether the log is still the one that papers, closings and other places were told of."""
