"""Phí, lệ phí: money taken and numbered, fees lowered with their ground, the cash of a day."""
