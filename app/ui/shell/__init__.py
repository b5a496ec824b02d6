"""The window around the pages: rail, box, strip, actions, messages."""
