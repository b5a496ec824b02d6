"""The window: Qt Widgets only; no SQL, no rules, no document layout."""
