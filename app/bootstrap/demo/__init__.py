"""A whole counter day on demo data, played through the real windows."""
