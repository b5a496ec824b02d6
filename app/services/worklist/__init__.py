"""What waits for a person: one list per role, worst first, each line with what to do next."""
