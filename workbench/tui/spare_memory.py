"""Giving memory back to the system, so that fifty annotators fit on one machine."""

from __future__ import annotations

import ctypes
import sys

_M_MMAP_THRESHOLD = -3
"""The number of the parameter of ``mallopt`` (malloc.h)."""
LARGE = 256 * 1024
"""From how many bytes on a block is a mapping of its own."""


def keep_large_blocks_apart() -> None:
    """Have the text of a whole file given back as soon as it is not needed any more.

    Left to itself, glibc takes large blocks from the heap of the thread that asks, once some were freed, and keeps that
    heap: what a save in the background writes would stay in memory for good.
    """
    if sys.platform != "linux":
        return
    option = getattr(ctypes.CDLL(None), "mallopt", None)
    if option is not None:
        option(_M_MMAP_THRESHOLD, LARGE)


def give_back_memory() -> None:
    """Return what reading the files left unused. Only the C library of Linux (glibc) has a call for it."""
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
