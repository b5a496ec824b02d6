"""The report of a period: its figures beside those of others, people's remarks, the tasks."""
