"""Report periods: their days, their figures, their locks, and the late reasons they tell."""
