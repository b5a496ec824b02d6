"""Start the program from a checkout (``python3 run.py [VERB …]``) or its tests (``run.py test``).

``run.py test --changed`` (or ``check``) is the short form between two commits: checks, and the
tests that ran what changed.

Standard library only. An old Python must be able to read this file, to be told that it is too old.
"""

import sys

MINIMUM = (3, 11)


def too_old(version: "tuple[int, int]") -> str:
    """Give the sentence for a Python below the minimum, an empty one for a good Python."""
    if version >= MINIMUM:
        return ""
    return (
        f"Chương trình cần Python {MINIMUM[0]}.{MINIMUM[1]} trở lên, nhưng lệnh này đang chạy bằng"
        f" Python {version[0]}.{version[1]}. Hãy cài Python mới hơn rồi chạy lại bằng bản đó."
    )


def main() -> int:
    """Check the Python, then hand over to the launcher."""
    complaint = too_old(sys.version_info[:2])
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 1
    from launcher.start import main as start  # noqa: PLC0415 - it needs the Python just checked

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
