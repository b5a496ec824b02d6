"""The Nhật ký ngày page: a period's figures, what is late, and the register behind them."""
