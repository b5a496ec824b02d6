"""Fields, tables, lists and charts that pages are made of."""
