"""Trả kết quả: results come in by scan and go out to whoever may collect them."""
