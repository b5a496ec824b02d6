"""Being somebody whom file modes bind: root may write anywhere."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_OVERRIDES = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root pass by the modes of files."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


def modes_bind() -> bool:
    """Say whether `bound_by_modes` can be had here."""
    return os.name == "posix" and (os.geteuid() != 0 or sys.platform == "linux")


@contextmanager
def bound_by_modes() -> Iterator[None]:
    """Let this thread do without root's power over modes until the block ends."""
    if os.geteuid() != 0:
        yield
        return
    system = ctypes.CDLL(None, use_errno=True)
    header = _Header(_VERSION_3, 0)
    before = (_Data * 2)()
    _call(system.capget, header, before)
    bound = (_Data * 2)(*before)
    bound[0].effective &= ~_OVERRIDES
    _call(system.capset, header, bound)
    try:
        yield
    finally:
        _call(system.capset, header, before)


def _call(function: "ctypes._NamedFuncPointer", header: _Header, data: object) -> None:
    if function(ctypes.byref(header), data) != 0:
        raise OSError(ctypes.get_errno(), "capabilities")
