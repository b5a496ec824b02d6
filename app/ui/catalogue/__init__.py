"""The page Danh mục: procedures with their versions, agencies, counters, imports."""
