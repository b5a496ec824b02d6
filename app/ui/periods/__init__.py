"""Kỳ báo cáo: periods with their figures, locked and opened again."""
