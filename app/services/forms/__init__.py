"""Documents that are issued: numbers, signatures, copies, the print outbox."""
