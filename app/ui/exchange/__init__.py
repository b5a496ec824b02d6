"""The page that exchanges signed files with offices that have a store of their own."""
