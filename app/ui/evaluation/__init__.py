"""Đánh giá: how a period is scored, the set of QĐ 766, and what has to be noted for both."""
