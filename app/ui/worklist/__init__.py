"""The page that answers what is waiting and whether anything is late."""
