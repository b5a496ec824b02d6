"""A password typed again, or a second person's beside it."""
