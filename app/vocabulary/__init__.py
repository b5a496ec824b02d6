"""Enumerations with stable ASCII codes: what is stored and exchanged, never what is shown."""
