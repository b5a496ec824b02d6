"""A new store: the few facts it needs before the first dossier."""
