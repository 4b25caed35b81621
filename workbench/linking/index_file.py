"""A shard as one file: written once, checked as a whole when it is opened, then mapped and shared by all processes.

The file begins with a magic line and a header in JSON (format, key, and for each array its name, type, place, size and
CRC-32), itself under a CRC; the arrays follow, each at a multiple of 64 bytes, little-endian. A file that is cut short,
changed in any byte, of another format or made for another catalogue is refused.
"""

from __future__ import annotations

import mmap
import os
import struct
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from workbench.linking.compiling import Arrays

FORMAT = 1
"""Raised whenever the arrays, or the folding of names that they hold, change."""

_MAGIC = b"workbench names\n"
_HEAD = struct.Struct("<II")
_ALIGN = 64
_CHUNK = 1 << 20


class BadIndexError(Exception):
    """A file is not the index that was asked for, or no longer whole."""


class _Section(msgspec.Struct, frozen=True):
    name: str
    type: str
    place: int
    size: int
    crc: int


class _Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    key: str
    sections: list[_Section]


def write_index(file: BinaryIO, arrays: Arrays, key: str) -> None:
    """Write the arrays of a compiler under the key of their catalogue. Raises OSError."""
    little = {name: array.astype(array.dtype.newbyteorder("<"), copy=False) for name, array in arrays.items()}
    sections: list[_Section] = []
    place = 0
    for name, array in little.items():
        data = _bytes(array)
        sections.append(_Section(name, array.dtype.str, place, array.nbytes, crc32(data)))
        place = _aligned(place + array.nbytes)
    header = msgspec.json.encode(_Header(FORMAT, key, sections))
    start = len(_MAGIC) + _HEAD.size + len(header)
    file.write(_MAGIC + _HEAD.pack(len(header), crc32(header)) + header)
    file.write(bytes(_aligned(start) - start))
    for array in little.values():
        file.write(_bytes(array))
        file.write(bytes(_aligned(array.nbytes) - array.nbytes))


def _bytes(array: npt.NDArray[np.generic]) -> memoryview:
    return np.ascontiguousarray(array).view(np.uint8).data


def open_index(path: Path, key: str) -> Arrays:
    """The arrays of an index, mapped read-only, every byte checked.

    Raises BadIndexError where it is not the index of ``key`` or not whole, FileNotFoundError and other OSErrors.
    """
    with path.open("rb") as file:
        header, base = _header(file, key)
        end = base + max((_aligned(one.place + one.size) for one in header.sections), default=0)
        if os.fstat(file.fileno()).st_size != end:
            raise BadIndexError(f"{path}: is cut short or has something behind its end")
        for section in header.sections:
            file.seek(base + section.place)
            if _crc(file, section.size) != section.crc:
                raise BadIndexError(f"{path}: {section.name} is damaged")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return {one.name: _array(data, base, one) for one in header.sections}


def _header(file: BinaryIO, key: str) -> tuple[_Header, int]:
    """The header and where the arrays begin."""
    head = file.read(len(_MAGIC) + _HEAD.size)
    if len(head) < len(_MAGIC) + _HEAD.size or not head.startswith(_MAGIC):
        raise BadIndexError(f"{file.name}: is no index of names")
    length, crc = _HEAD.unpack_from(head, len(_MAGIC))
    data = file.read(length)
    if crc32(data) != crc:
        raise BadIndexError(f"{file.name}: its header is damaged")
    try:
        header = msgspec.json.decode(data, type=_Header)
    except msgspec.DecodeError as error:
        raise BadIndexError(f"{file.name}: is of another format") from error
    if header.format != FORMAT or header.key != key:
        raise BadIndexError(f"{file.name}: was made for another catalogue or by another version")
    return header, _aligned(len(head) + length)


def _array(data: mmap.mmap, base: int, section: _Section) -> npt.NDArray[np.generic]:
    kind = np.dtype(section.type)
    return np.frombuffer(data, kind, section.size // kind.itemsize, base + section.place)


def _crc(file: BinaryIO, size: int) -> int:
    crc = 0
    while size:
        data = file.read(min(size, _CHUNK))
        if not data:
            return -1
        crc = crc32(data, crc)
        size -= len(data)
    return crc


def _aligned(place: int) -> int:
    return -(-place // _ALIGN) * _ALIGN
