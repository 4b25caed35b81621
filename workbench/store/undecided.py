"""An annotation file in which a merge left records undecided: git's marks around whole records.

Each record that both sides changed differently stands three times between the marks that git uses, ours, the common
ancestor's and theirs; everything else is merged:

    <<<<<<< HEAD: changes certainty of claim c-7f3a2k
    [[claim]]
    id = "c-7f3a2k"
    …
    ||||||| before
    …
    =======
    …
    >>>>>>> topic: deletes claim c-7f3a2k

Such a file is no TOML, so that no reader takes it for decided, and every tool that knows git's marks knows it. It is read
back into the three states that it stands for. A file in which git itself left its marks, by lines, is read the same way.
Where those lack the common ancestor and git has none in its index either, a record that differs is undecided, and one that
only one side has is kept and named: it was added there or deleted on the other side, which nothing tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.core.annotation import Annotations, Record
from workbench.core.codebook import Codebook
from workbench.core.difference import differing
from workbench.core.display import shown
from workbench.core.errors import FileError, Problem
from workbench.core.merge import Conflict, Merged, merge
from workbench.store.annotation_reader import AnnotationReader
from workbench.store.annotation_writer import annotation_bytes, record_text

MARKER_SIZE = 7

_MARK = re.compile(rb"(<{7,}|\|{7,}|={7,}|>{7,})(?: [^\n]*)?\r?\n?\Z")
_SIDES = {"<": "ours", "|": "base", "=": "theirs", ">": "all"}
_AFTER = {"all": "<", "ours": "|=", "base": "=", "theirs": ">"}
"""Which marks may come next, by where one is."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the sides are called behind the marks."""

    ours: str = "ours"
    base: str = "before"
    theirs: str = "theirs"


_MISFIT = "line {}: git left a merge undecided here, and its marks do not fit together; settle it in an editor"
_NAMED = 5
_EITHER = "added there, or deleted on the other side"
_CURE = "open the article as its annotator, or with `workbench review`, and choose"


class UndecidedError(FileError):
    """A file in which a merge left records undecided. It carries the merge, so that a person can decide it on the screen."""

    def __init__(self, path: str, line: int, merged: Merged, kept: Sequence[Record] = ()) -> None:
        """``kept`` are the records that only one side has, where the common ancestor is not known."""
        self.merged = merged
        self.kept = tuple(kept)
        count = len(merged.conflicts)
        many = f"{count} record{'s' * (count != 1)}"
        what = f"line {line}: git left a merge undecided here ({many} to choose); {_CURE}"
        super().__init__(path, what + self._said())

    def _said(self) -> str:
        if not self.kept:
            return ""
        named = ", ".join(f"{one.layer} {one.id}" for one in self.kept[:_NAMED])
        more = f" and {len(self.kept) - _NAMED} more" if len(self.kept) > _NAMED else ""
        return f". Kept, because only one side has them ({_EITHER}): {named}{more}"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """One problem for each undecided record; the file's own where no record differs."""
        what = f"a merge left it undecided; {_CURE}"
        found = [Problem(self.problem.path, what, _named(conflict)) for conflict in self.merged.conflicts]
        kept = f"only one side of a merge has it ({_EITHER}); it is kept"
        found += [Problem(self.problem.path, kept, f"{one.layer} {one.id}") for one in self.kept]
        return tuple(found) or (self.problem,)


def undecided_bytes(
    merged: Merged, codebook: Codebook, labels: Labels | None = None, marker_size: int = MARKER_SIZE
) -> bytes:
    """The file of a merge: canonical where nothing is undecided, with marks around whole records where something is."""
    labels = labels or Labels()
    records = dict(merged.state.records)
    for conflict in merged.conflicts:
        records[conflict.id] = _standing(conflict)
    text = annotation_bytes(replace(merged.state, records=records), codebook).decode()
    for conflict in merged.conflicts:
        standing = _text(_standing(conflict), codebook)
        before, found, behind = text.partition(standing)
        if not found:
            raise ValueError(f"{conflict.id} is not in the file")
        text = before + _marked(conflict, codebook, labels, marker_size) + behind
    return text.encode()


def is_marked(data: bytes) -> bool:
    """Whether git's marks stand in a file."""
    return b"<<<<<<<" in data and any(
        _MARK.match(line) for line in data.splitlines(keepends=True) if line[:7] == b"<<<<<<<"
    )


def read_undecided(
    data: bytes, codebook: Codebook, shown_as: str, ancestor: Callable[[], bytes | None] = lambda: None
) -> UndecidedError:
    """The merge that a marked file stands for.

    ``ancestor`` finds the common ancestor where the marks lack it. Raises FileError where the marks or one of the sides
    cannot be read.
    """
    sides, line, based = _sides(data, shown_as)
    reader = AnnotationReader(codebook)
    ours, theirs = (reader.read(sides[name], f"{shown_as} ({name})") for name in ("ours", "theirs"))
    base = _read(reader, sides["base"]) if based else None
    if base is None and (known := ancestor()):
        base = _read(reader, known)
    if base is not None:
        return UndecidedError(shown_as, line, merge(base, ours, theirs))
    kept = [*_only_in(ours, theirs), *_only_in(theirs, ours)]
    return UndecidedError(shown_as, line, _merge_without_base(ours, theirs), sorted(kept, key=lambda one: one.id))


def _only_in(side: Annotations, other: Annotations) -> list[Record]:
    return [record for record_id, record in side.records.items() if record_id not in other.records]


def _read(reader: AnnotationReader, data: bytes) -> Annotations | None:
    """An ancestor; None where it is no file of annotations (marks of the style zdiff3 leave no whole one)."""
    try:
        return reader.read(data, "the common ancestor")
    except FileError:
        return None


def _merge_without_base(ours: Annotations, theirs: Annotations) -> Merged:
    both = ours.records.keys() & theirs.records.keys()
    same = {one: ours.records[one] for one in both if ours.records[one] == theirs.records[one]}
    header = replace(theirs.header, refused=(), rejected=())
    return merge(Annotations(header, same), ours, theirs)


def _sides(data: bytes, shown_as: str) -> tuple[dict[str, bytes], int, bool]:
    """The bytes of the three sides, the line of the first mark, and whether the ancestor stands at every mark."""
    lines: dict[str, list[bytes]] = {"ours": [], "base": [], "theirs": []}
    where, size, first, based = "all", 0, 0, True
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        found = _MARK.match(line)
        if found and (not size or len(found[1]) == size):
            sign = found[1][:1].decode()
            if sign not in _AFTER[where]:
                raise FileError(shown_as, _MISFIT.format(number))
            based = based and not (where == "ours" and sign == "=")
            first, size, where = first or number, len(found[1]), _SIDES[sign]
            continue
        for side in lines if where == "all" else (where,):
            lines[side].append(line)
    if where != "all":
        raise FileError(shown_as, _MISFIT.format(first))
    return {side: b"".join(found_lines) for side, found_lines in lines.items()}, first, based


def _marked(conflict: Conflict, codebook: Codebook, labels: Labels, size: int) -> str:
    ours, theirs = (
        shown(f"{label}: {_did(conflict.base, side, conflict, codebook)}")
        for label, side in ((labels.ours, conflict.ours), (labels.theirs, conflict.theirs))
    )
    bodies = [_text(side, codebook).lstrip("\n") for side in (conflict.ours, conflict.base, conflict.theirs)]
    return (
        f"\n{'<' * size} {ours}\n{bodies[0]}{'|' * size} {shown(labels.base)}\n{bodies[1]}{'=' * size}\n"
        f"{bodies[2]}{'>' * size} {theirs}\n"
    )


def _did(base: Record | None, side: Record | None, conflict: Conflict, codebook: Codebook) -> str:
    """What a side did: ``changes certainty of claim c-7f3a2k``."""
    named = _named(conflict)
    if side is None:
        return f"deletes {named}"
    return f"adds {named}" if base is None else f"changes {', '.join(differing(base, side, codebook))} of {named}"


def _standing(conflict: Conflict) -> Record:
    """The version in whose place the marks stand."""
    for side in (conflict.ours, conflict.theirs, conflict.base):
        if side is not None:
            return side
    raise ValueError("a conflict needs a record")


def _named(conflict: Conflict) -> str:
    record = _standing(conflict)
    return f"{record.layer} {record.id}"


def _text(record: Record | None, codebook: Codebook) -> str:
    return record_text(record, codebook.layer(record.layer)) if record is not None else ""


def names(conflicts: Sequence[Conflict]) -> str:
    """The records of conflicts, for a sentence."""
    return ", ".join(_named(conflict) for conflict in conflicts)
