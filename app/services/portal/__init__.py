"""The national portal's data set: what it takes of dossiers and of their progress."""
