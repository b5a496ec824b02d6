"""Bưu chính: what the post brings and takes away, known by its waybill number."""
