"""Đơn vị gửi số liệu: who has sent a period, and what all come to."""
