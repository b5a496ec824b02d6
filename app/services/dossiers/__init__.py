"""The life of a dossier at the counter."""
