"""Đánh giá: slips entered by scan, and the window a citizen taps on."""
