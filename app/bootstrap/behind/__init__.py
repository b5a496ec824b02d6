"""The rows behind a report's figures, by the register that keeps them."""
