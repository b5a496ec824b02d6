"""The page that asks who is at the desk."""
