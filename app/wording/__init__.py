"""Vietnamese words, dates and numbers that several places show; source strings are Vietnamese."""
