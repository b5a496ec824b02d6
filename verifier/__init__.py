"""An auditor's own look at a store: Python and `cryptography` alone, nothing of the program.

Taken along as a folder and run beside it as `python3 -m verifier`. The formats that it reads are
written down in ARCHITECTURE.md; it is written a second time on purpose.
"""
