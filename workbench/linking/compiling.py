"""Entities compiled into the arrays that a search reads: one pass over the catalogue, then sorting.

What is kept is chosen for a million names in some seventy megabytes: names once, folded words once, each trigram of a
word once a word and not once a name (names share their words: 850,000 names have 400,000 words).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from workbench.core.entity import KINDS, Entity
from workbench.linking.fold import acronym, compact, fold, skeleton
from workbench.linking.lettering import grouped, trigram_postings

Arrays = Mapping[str, npt.NDArray[np.generic]]

ACRONYM_LENGTH = 10


class Details(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an entity has beyond its id, names and kind, as it is kept in an index."""

    name: str = ""
    """The name, where it folds to nothing and so has no row."""
    description: str = ""
    wikidata: str = ""
    cameo: str = ""
    country: str = ""
    merged_into: str = ""
    proposed_by: str = ""
    affiliations: list[tuple[str, str, str, str]] = []


class Compiler:
    """Takes entities one by one; ``arrays`` gives what was made of them. Two with one id are found as one."""

    def __init__(self) -> None:
        self._words: dict[str, int] = {}
        self._texts = _Strings()
        self._ids = _Strings()
        self._details = _Strings()
        self._detailed = array("I")
        self._merged = array("I")
        self._joined = array("I")
        self._kinds = bytearray()
        self._row_starts = array("I")
        self._row_words = array("I")
        self._word_starts = array("I", (0,))
        self._plain = array("B")
        self._acronyms: list[tuple[bytes, int]] = []

    def __len__(self) -> int:
        """How many entities were taken."""
        return len(self._kinds)

    def add(self, entity: Entity, extra: Iterable[str] = ()) -> None:
        """Take an entity, with further names of it."""
        self._row_starts.append(len(self._texts))
        folded_name = fold(entity.name)
        folded_before: set[str] = set()
        for number, name in enumerate((*entity.names, *extra)):
            folded = fold(name) if number else folded_name
            if folded and folded not in folded_before:
                folded_before.add(folded)
                self._row(name, folded, entity.kind)
        nameless = not folded_name
        self._ids.append(entity.id)
        self._kinds.append(KINDS.index(entity.kind))
        details = _details(entity, entity.name if nameless else "")
        if entity.merged_into:
            self._merged.append(len(self._kinds) - 1)
        if details:
            self._detailed.append(len(self._kinds) - 1)
            self._details.append(details)

    def _row(self, name: str, folded: str, kind: str) -> None:
        number = len(self._texts)
        self._texts.append(name)
        words = folded.split()
        self._plain.append(min(len(words), 255))
        joined = compact(folded)
        if joined != folded:
            self._joined.append(number)
            words += [word for word in joined.split() if word not in words]
        table = self._words
        self._row_words.extend([table.setdefault(word, len(table)) for word in words])
        self._word_starts.append(len(self._row_words))
        if kind != "person" and (" " in folded or "(" in name):
            self._acronyms += [(letters.encode(), number) for letters in acronym(name, folded)]

    def arrays(self) -> Arrays:
        """Everything, sorted and counted. The compiler is used up by it."""
        words = sorted(self._words)
        before = np.fromiter(map(self._words.__getitem__, words), dtype=np.uint32, count=len(words))
        self._words.clear()
        place = np.empty(len(words), dtype=np.uint32)
        place[before] = np.arange(len(words), dtype=np.uint32)
        starts = np.array(self._word_starts, dtype=np.uint32)
        row_words = place[np.array(self._row_words, dtype=np.uint32)]
        self._row_words, self._word_starts = array("I"), array("I")
        owners = np.repeat(np.arange(len(starts) - 1, dtype=np.uint32), np.diff(starts))
        posting_starts, postings = grouped(row_words, owners, len(words))
        rarity = np.log1p((len(starts) - 1) / np.maximum(1, np.diff(posting_starts))).astype(np.float32)
        made: dict[str, npt.NDArray[np.generic]] = {
            "row_starts": np.array([*self._row_starts, len(starts) - 1], dtype=np.uint32),
            "kinds": np.frombuffer(bytes(self._kinds), dtype=np.uint8),
            "row_words": row_words,
            "word_starts": starts,
            "postings": postings,
            "posting_starts": posting_starts,
            "norms": _norms(rarity, row_words, starts, np.array(self._plain, dtype=np.uint32)),
            **self._texts.arrays("texts"),
            "joined": np.array(self._joined, dtype=np.uint32),
            "merged": np.array(self._merged, dtype=np.uint32),
            "detailed": np.array(self._detailed, dtype=np.uint32),
            **self._details.arrays("details"),
            **self._ids.arrays("ids"),
            **_by_hash(self._ids),
            **self._acronym_arrays(),
            **_word_arrays(words),
        }
        return made

    def _acronym_arrays(self) -> Arrays:
        self._acronyms.sort()
        letters = np.array([key for key, _ in self._acronyms], dtype=f"S{ACRONYM_LENGTH}")
        return {
            "acronyms": letters.view(np.uint8).reshape(-1),
            "acronym_rows": np.array([number for _, number in self._acronyms], dtype=np.uint32),
        }


class _Strings:
    """Strings one behind the other, in UTF-8, with where each begins."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.starts = array("I", (0,))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def append(self, text: str | bytes) -> None:
        self.data += text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        self.starts.append(len(self.data))

    def arrays(self, name: str) -> Arrays:
        return {name: np.frombuffer(bytes(self.data), np.uint8), f"{name}_starts": np.array(self.starts, np.uint32)}


def _details(entity: Entity, name: str) -> bytes:
    affiliations = [(one.entity, one.role, one.start, one.end) for one in entity.affiliations]
    details = Details(
        name,
        entity.description,
        entity.wikidata,
        entity.cameo,
        entity.country,
        entity.merged_into,
        entity.proposed_by,
        affiliations,
    )
    encoded = msgspec.json.encode(details)
    return b"" if encoded == b"{}" else encoded


def _norms(
    rarity: npt.NDArray[np.float32],
    row_words: npt.NDArray[np.uint32],
    starts: npt.NDArray[np.uint32],
    plain: npt.NDArray[np.uint32],
) -> npt.NDArray[np.float16]:
    """The length of every name as a vector of the rarities of its words, those of joined letters left out."""
    sums = np.concatenate(([0.0], np.cumsum(np.square(rarity[row_words], dtype=np.float64))))
    begins = starts[:-1]
    ends = np.minimum(starts[1:], begins + plain)
    lengths: npt.NDArray[np.float16] = np.sqrt(sums[ends] - sums[begins]).astype(np.float16)
    return lengths


def _by_hash(ids: _Strings) -> Arrays:
    """The entities in the order of the hashes of their ids, and the hashes."""
    data, starts = bytes(ids.data), ids.starts
    hashes = np.fromiter((crc32(data[starts[n] : starts[n + 1]]) for n in range(len(ids))), np.uint32, len(ids))
    order = np.argsort(hashes, kind="stable").astype(np.uint32)
    return {"id_hashes": hashes[order], "id_order": order}


def _word_arrays(words: list[str]) -> Arrays:
    text = "".join(words).encode("ascii")
    starts = np.zeros(len(words) + 1, dtype=np.uint32)
    np.cumsum(np.fromiter(map(len, words), dtype=np.uint32, count=len(words)), out=starts[1:])
    sounds = np.fromiter((crc32(skeleton(word).encode()) for word in words), dtype=np.uint32, count=len(words))
    order = np.argsort(sounds, kind="stable").astype(np.uint32)
    trigram_starts, trigram_words = trigram_postings(words)
    return {
        "words": np.frombuffer(text, dtype=np.uint8),
        "words_starts": starts,
        "sounds": sounds[order],
        "sound_words": order,
        "trigram_starts": trigram_starts,
        "trigram_words": trigram_words,
    }
