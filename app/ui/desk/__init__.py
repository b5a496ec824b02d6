"""What the pages of the desk share: scans told big, dossiers in tables, questions inside a page."""
