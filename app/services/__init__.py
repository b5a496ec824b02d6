"""What a counter can do: one class per area, one method per use case, one transaction each."""
