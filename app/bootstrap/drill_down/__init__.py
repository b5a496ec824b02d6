"""The rows behind the figures of a report: one kind of rows a module."""
