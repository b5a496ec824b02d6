"""Records in, PDF bytes out; sends bytes to a printer. Knows nothing of the store."""
