"""Due dates and their explanations; pure, no store."""
