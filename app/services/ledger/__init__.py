"""One transaction per act: right, lock, change, log."""
