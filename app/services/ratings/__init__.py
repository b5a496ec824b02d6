"""What citizens say of the service: slips, the rating window, and the figures of both."""
