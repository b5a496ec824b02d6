"""Who holds the paper: handoffs and returns."""
