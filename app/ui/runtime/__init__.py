"""The worker, the crash hooks, the one window per store, the scanner's bursts."""
