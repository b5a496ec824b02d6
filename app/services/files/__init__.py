"""Scanned papers, results and signed slips: kept by content, shown to whoever may see them."""
