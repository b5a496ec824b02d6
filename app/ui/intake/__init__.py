"""The page Tiếp nhận: registering a dossier, and correcting a wrong intake."""
