"""What a desk's page tells of whom it has just served, and who hears of it."""


def nobody_waits(_code: str) -> None:
    """Nothing follows where no rating panel stands before the desk."""
