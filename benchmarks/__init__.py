"""Speed as ratios to floors of the same run, and the measures of the source."""
