"""An example store: the second quarter of 2019 in Tây Ninh, as its report told it."""
