"""Giving memory back to the system, so that fifty annotators fit on one machine."""

from __future__ import annotations

import ctypes
import sys


def give_back_memory() -> None:
    """Return what reading the files left unused. Only the C library of Linux (glibc) has a call for it."""
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
