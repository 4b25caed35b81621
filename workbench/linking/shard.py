"""The compiled names of one catalogue, to be read: rows, entities, words, and what is found by them.

A shard is arrays only, whether they lie in memory or in a file that many processes map.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from workbench.core.entity import KINDS, Affiliation, Entity
from workbench.linking.compiling import ACRONYM_LENGTH, Arrays, Compiler, Details
from workbench.linking.fold import TITLED, fold, skeleton, word_skeleton
from workbench.linking.lettering import among, distinct

Numbers = npt.NDArray[np.uint32]
Mask = npt.NDArray[np.bool_]

_decode_details = msgspec.json.Decoder(Details).decode
TITLED_KINDS = np.array([kind in TITLED for kind in KINDS])


class Forms(NamedTuple):
    """Names as they are compared."""

    folded: list[str]
    sounds: list[str]
    single: Mask
    """Which have a word of one letter."""
    joined: frozenset[int]
    """The places of those that have a run of single letters, which may be written as one word."""


class Shard:
    """Entities and rows by number. Rows of one entity stand together, the row of its name first."""

    def __init__(self, arrays: Arrays, weight: float = 1.0) -> None:
        self.weight = weight

        def numbers(name: str) -> Numbers:
            return arrays[name].view(np.uint32)

        self.row_starts = numbers("row_starts")
        self.kinds = arrays["kinds"].view(np.uint8)
        self.row_words, self.word_starts = numbers("row_words"), numbers("word_starts")
        self.postings, self.posting_starts = numbers("postings"), numbers("posting_starts")
        self.norms = arrays["norms"].view(np.float16)
        self._texts, self._texts_starts = arrays["texts"], numbers("texts_starts")
        self._ids, self._ids_starts = arrays["ids"], numbers("ids_starts")
        self.detailed = numbers("detailed")
        self.merged = numbers("merged")
        self._joined = numbers("joined")
        self._details, self._details_starts = arrays["details"], numbers("details_starts")
        self._id_hashes, self._id_order = numbers("id_hashes"), numbers("id_order")
        self._no_details = not len(self.detailed)
        self._acronyms = arrays["acronyms"].view(f"S{ACRONYM_LENGTH}")
        self._acronym_rows = numbers("acronym_rows")
        self._letters, self.words_starts = arrays["words"].view(np.uint8).data, numbers("words_starts")
        self._sounds, self._sound_words = numbers("sounds"), numbers("sound_words")
        self.trigram_starts, self.trigram_words = numbers("trigram_starts"), numbers("trigram_words")
        self.names = len(self.norms)
        self.entities = len(self.kinds)
        self._word_list = _WordList(self)
        self.entity = lru_cache(maxsize=4096)(self._entity)

    @classmethod
    def of(cls, entities: Iterable[Entity], extra: Iterable[tuple[Entity, tuple[str, ...]]] = ()) -> Shard:
        """A shard in memory. ``extra``: further entities, each with names to be added to its own."""
        compiler = Compiler()
        for entity in entities:
            compiler.add(entity)
        for entity, names in extra:
            compiler.add(entity, names)
        return cls(compiler.arrays())

    # Entities

    def id(self, entity: int) -> str:
        """The id of an entity."""
        return _text(self._ids, self._ids_starts, entity)

    def number(self, entity_id: str) -> int | None:
        """The number of the entity with this id."""
        data = entity_id.encode("utf-8", "surrogatepass")
        wanted = crc32(data)
        at = int(np.searchsorted(self._id_hashes, np.uint32(wanted)))
        while at < self.entities and int(self._id_hashes[at]) == wanted:
            number = int(self._id_order[at])
            if self._ids[self._ids_starts[number] : self._ids_starts[number + 1]].tobytes() == data:
                return number
            at += 1
        return None

    def numbers(self, entity_ids: Iterable[str]) -> list[int]:
        """The numbers of those of these entities that stand here."""
        data = [one.encode("utf-8", "surrogatepass") for one in entity_ids]
        wanted = np.fromiter(map(crc32, data), dtype=np.uint32, count=len(data))
        here = among(wanted, self._id_hashes).tolist()
        some = (one.decode("utf-8", "surrogatepass") for one, there in zip(data, here, strict=True) if there)
        return [number for number in map(self.number, some) if number is not None]

    def name(self, entity: int) -> str:
        """The name of an entity."""
        return self._detail(entity).name or self.alias(int(self.row_starts[entity]))

    def description(self, entity: int) -> str:
        """The description of an entity."""
        return self._detail(entity).description

    def kind(self, entity: int) -> str:
        """The kind of an entity."""
        return KINDS[int(self.kinds[entity])]

    def _entity(self, entity: int) -> Entity:
        """An entity with all that is known of it (spellings that fold to one name are one)."""
        names = [self.alias(row) for row in range(int(self.row_starts[entity]), int(self.row_starts[entity + 1]))]
        one = self._detail(entity)
        name = one.name or names[0]
        aliases = tuple(names if one.name else names[1:])
        affiliations = tuple(Affiliation(*cells) for cells in one.affiliations)
        return Entity(
            self.id(entity),
            name,
            self.kind(entity),
            aliases,
            one.description,
            one.wikidata,
            one.cameo,
            one.country,
            one.merged_into,
            affiliations,
            one.proposed_by,
        )

    def _detail(self, entity: int) -> Details:
        if self._no_details:
            return Details()
        at = int(np.searchsorted(self.detailed, np.uint32(entity)))
        if at == len(self.detailed) or int(self.detailed[at]) != entity:
            return Details()
        return _decode_details(self._details[self._details_starts[at] : self._details_starts[at + 1]].tobytes())

    def all_ids(self) -> Iterable[str]:
        """The ids of all entities, in their order."""
        return map(self.id, range(self.entities))

    # Rows

    def alias(self, row: int) -> str:
        """A name as it is written."""
        return _text(self._texts, self._texts_starts, row)

    def owners(self, rows: Numbers) -> Numbers:
        """The entities that rows belong to."""
        return (np.searchsorted(self.row_starts, rows, side="right") - 1).astype(np.uint32)

    def forms(self, rows: Numbers) -> Forms:
        """The folded names of rows, with their sounds, put together from the words of the catalogue."""
        begins = self.word_starts[rows].astype(np.int64)
        sizes = self.word_starts[rows + 1].astype(np.int64) - begins
        edges = np.cumsum(sizes) - sizes
        taken = self.row_words[spread(begins, sizes)]
        numbers = distinct(taken)
        places = np.searchsorted(numbers, taken)
        words = self.words(numbers)
        sounds = list(map(word_skeleton, words))
        flat = places.tolist()
        spelled, spoken = [words[at] for at in flat], [sounds[at] for at in flat]
        stretches = list(map(slice, edges.tolist(), (edges + sizes).tolist()))
        folded = [" ".join(spelled[one]) for one in stretches]
        sounding = [" ".join(spoken[one]) for one in stretches]
        joined = np.flatnonzero(among(rows, self._joined)).tolist()
        for at in joined:
            folded[at] = fold(self.alias(int(rows[at])))
            sounding[at] = skeleton(folded[at])
        lengths = self.words_starts[numbers + 1] - self.words_starts[numbers]
        single = np.minimum.reduceat(lengths[places], edges) == 1
        return Forms(folded, sounding, single, frozenset(joined))

    def rows_of(self, entities: Iterable[int]) -> Numbers:
        """The rows of these entities."""
        starts = self.row_starts
        parts = [np.arange(starts[one], starts[one + 1], dtype=np.uint32) for one in entities]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)

    # Words

    def word(self, word: int) -> str:
        """A folded word of the catalogue."""
        return str(self._letters[self.words_starts[word] : self.words_starts[word + 1]], "ascii")

    def words(self, numbers: Numbers) -> list[str]:
        """Several folded words."""
        starts, ends = self.words_starts[numbers].tolist(), self.words_starts[numbers + 1].tolist()
        letters = self._letters
        return [str(letters[start:end], "ascii") for start, end in zip(starts, ends, strict=True)]

    def word_range(self, prefix: str) -> tuple[int, int]:
        """The words that begin so, as the first and the one behind the last."""
        return bisect_left(self._word_list, prefix), bisect_left(self._word_list, prefix + "{")

    def word_number(self, word: str) -> int | None:
        """The number of a folded word; None where no name has it."""
        at = bisect_left(self._word_list, word)
        return at if at < len(self._word_list) and self._word_list[at] == word else None

    def count(self, word: int) -> int:
        """How many names have a word."""
        return int(self.posting_starts[word + 1]) - int(self.posting_starts[word])

    def sounding(self, sound: str) -> Numbers:
        """The words that may have this consonant skeleton."""
        wanted = np.uint32(crc32(sound.encode()))
        first, last = np.searchsorted(self._sounds, wanted), np.searchsorted(self._sounds, wanted, side="right")
        return self._sound_words[first:last]

    def abbreviated(self, letters: str, *, unfinished: bool) -> tuple[Numbers, Numbers]:
        """The rows that have these letters for an acronym, and those with one that only begins with them, if wanted."""
        first = np.searchsorted(self._acronyms, letters.encode())
        last = np.searchsorted(self._acronyms, letters.encode(), side="right")
        behind = np.searchsorted(self._acronyms, (letters + "{").encode()) if unfinished else last
        return self._acronym_rows[first:last], self._acronym_rows[last:behind]


class _WordList:
    """The words of a shard as a sequence, for bisection."""

    def __init__(self, shard: Shard) -> None:
        self._shard = shard

    def __len__(self) -> int:
        return len(self._shard.words_starts) - 1

    def __getitem__(self, at: int) -> str:
        return self._shard.word(at)


def spread(begins: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The places of several stretches, one stretch behind the other."""
    edges = np.cumsum(sizes) - sizes
    places: npt.NDArray[np.int64] = np.arange(int(sizes.sum())) + np.repeat(begins - edges, sizes)
    return places


def _text(data: npt.NDArray[np.generic], starts: Numbers, at: int) -> str:
    return data[int(starts[at]) : int(starts[at + 1])].tobytes().decode("utf-8", "surrogatepass")
