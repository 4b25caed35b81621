"""The names that a scan looks for, in the order of their keys, packed: a million of them in some thirty megabytes.

Two byte strings and their offsets are nothing that the collector of garbage walks through, as it would through a
million tuples, again and again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

from workbench.linking.flat import keys_of_name


class NameTable:
    """Pairs of a name and the id that is reported for it, by the number of a key; the keys are in the order of the alphabet,
    so that what belongs together lies together in memory."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        keyed = [(key, pair) for pair in names for key in keys_of_name(pair[0])]
        keyed.sort(key=lambda one: one[0])
        self._keys: list[bytes] = []
        self._firsts = array("q")
        self._offsets = array("q", (0,))
        packed = bytearray()
        last = b""
        for number, (key, (name, entity_id)) in enumerate(keyed):
            if key != last:
                self._keys.append(key)
                self._firsts.append(number)
                last = key
            packed += name.encode("utf-8", "surrogatepass")
            self._offsets.append(len(packed))
            packed += entity_id.encode("utf-8", "surrogatepass")
            self._offsets.append(len(packed))
        self._firsts.append(len(keyed))
        self._packed = bytes(packed)

    def __len__(self) -> int:
        """How many keys there are."""
        return len(self._firsts) - 1

    def take_keys(self) -> list[bytes]:
        """The keys, which are not kept any longer."""
        keys, self._keys = self._keys, []
        return keys

    def of(self, key: int) -> list[tuple[str, str]]:
        """The names of one key, with their entities."""
        return [(self._part(2 * at), self._part(2 * at + 1)) for at in range(self._firsts[key], self._firsts[key + 1])]

    def _part(self, number: int) -> str:
        return self._packed[self._offsets[number] : self._offsets[number + 1]].decode("utf-8", "surrogatepass")
