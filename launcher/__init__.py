"""Sets up the checkout's own environment and starts the program in it; standard library only."""
