"""Pairs of branches that edited one annotation file at random, real git that merges them, and what must come out.

The oracle knows nothing of the program: it reads the files with ``tomllib`` and merges tables by their ids.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record, Refused, Rejected
from workbench.desk.git_setup import set_up
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

WORDS = "harbour union says that winter levy would hurt ports while Adler and Okafor wait for talks in Rostock".split()
TEXT = " ".join(random.Random(7).choices(WORDS, k=600))
CODEBOOK = read_codebook(default_codebook(), "codebook.toml")
CODER = "annotations/rose/levy.toml"
GOLD = "gold/levy.toml"

_HEAD = ("article", "text_sha256", "annotator", "status", "codebook")
_MARKED = re.compile(r"^>{7} .* ([a-z]+ \S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Where the file lies, and its bytes in the common ancestor and on both branches."""

    path: str
    base: bytes
    ours: bytes
    theirs: bytes


@dataclass(frozen=True, slots=True)
class Expected:
    """What a merge of a pair must be, as tables; ``conflicts`` are records that both changed differently."""

    records: dict[str, Any]
    head: dict[str, Any]
    turned_down: dict[str, list[Any]]
    conflicts: frozenset[str]


# Edits at random


class Dice:
    """Annotations and edits of them, drawn from a seed."""

    def __init__(self, seed: int, sha256: str) -> None:
        self._draw = random.Random(seed)
        self._sha256 = sha256
        self.gold = seed % 4 == 3
        self._serial = 0

    def pair(self) -> Pair:
        """A base and two edits of it."""
        base = self._base()
        ours, theirs = self._edited(base), self._edited(base)
        return Pair(GOLD if self.gold else CODER, *(annotation_bytes(one, CODEBOOK) for one in (base, ours, theirs)))

    def _base(self) -> Annotations:
        head = Header("levy", self._sha256, "gold" if self.gold else "rose", codebook=CODEBOOK.version)
        state = Annotations(head)
        for _ in range(self._draw.randint(3, 30)):
            state = self._added(state)
        turned_down = tuple(self._refused() for _ in range(self._draw.randint(0, 3)))
        rejected = tuple(self._rejected() for _ in range(self._draw.randint(0, 2) if self.gold else 0))
        return replace(state, header=replace(head, refused=turned_down, rejected=rejected))

    def _edited(self, state: Annotations) -> Annotations:
        verbs = (self._added, self._changed, self._changed, self._moved, self._noted, self._deleted, self._headed)
        for _ in range(self._draw.randint(1, 6)):
            state = self._draw.choice(verbs)(state)
        return state

    def _id(self, prefix: str) -> str:
        self._serial += 1
        if self._draw.random() < 0.05:
            return f"{prefix}-same{self._draw.randint(0, 3)}"  # both branches may come upon the same one
        return f"{prefix}-{self._serial:02}{self._draw.randrange(36**4):04x}"

    def _piece(self) -> Fragment:
        start = self._draw.randrange(len(TEXT) - 40)
        end = start + self._draw.randint(3, 40)
        return Fragment(start, end, TEXT[start:end])

    def _added(self, state: Annotations) -> Annotations:
        draw = self._draw
        actors = [one.id for one in state.of_layer("actor")]
        claims = [one.id for one in state.of_layer("claim")]
        layer = draw.choice(("actor", "actor", "claim", "stance")) if actors else "actor"
        if layer == "actor":
            record = Record("actor", self._id("a"), {"mention": (self._piece(),)}, {"kind": "person"})
        elif layer == "claim":
            parts = {
                "cue": (self._piece(),),
                "content": tuple(sorted({self._piece() for _ in range(draw.randint(1, 2))})),
            }
            parts["content"] = parts["content"][:1] if _overlap(parts["content"]) else parts["content"]
            record = Record("claim", self._id("c"), parts, {"source": draw.choice(actors), "certainty": "asserted"})
        else:
            values = {"holder": draw.choice(actors), "target": draw.choice(actors + claims), "polarity": "support"}
            parts = {"evidence": (self._piece(),)} if draw.random() < 0.7 else {}
            record = Record("stance", self._id("s"), parts, values)
        if self.gold:
            sources = (f"rose/{record.id}", f"tom/{record.id}")
            record = replace(record, decision=Decision(sources, "take", date="2026-01-02", fingerprint="ab12"))
        return _with(state, record)

    def _changed(self, state: Annotations) -> Annotations:
        record = self._some(state)
        choices = {
            "actor": ("kind", ("person", "organization", "state")),
            "claim": ("certainty", ("asserted", "hedged", "denied")),
            "stance": ("polarity", ("support", "oppose", "mixed")),
        }
        if record is None:
            return state
        slot, values = choices[record.layer]
        return _with(state, record.with_value(slot, self._draw.choice(values)))

    def _moved(self, state: Annotations) -> Annotations:
        record = self._some(state)
        if record is None or not record.parts:
            return state
        part = self._draw.choice(sorted(record.parts))
        return _with(state, record.with_part(part, (self._piece(),)))

    def _noted(self, state: Annotations) -> Annotations:
        record = self._some(state)
        if record is None:
            return state
        note = self._draw.choice(("sure?", 'a "quoted" word', "two\nlines", "<<<<<<< no mark"))
        return _with(state, replace(record, note=note, flag=self._draw.random() < 0.3))

    def _deleted(self, state: Annotations) -> Annotations:
        record = self._some(state)
        if record is None:
            return state
        return replace(state, records={one: kept for one, kept in state.records.items() if one != record.id})

    def _headed(self, state: Annotations) -> Annotations:
        head, draw = state.header, self._draw
        what = draw.randrange(4)
        if what == 0:
            head = replace(head, status="done")
        elif what == 1:
            head = replace(head, refused=(*head.refused, self._refused()))
        elif what == 2 and head.refused:
            head = replace(head, refused=head.refused[1:])
        elif self.gold:
            head = replace(head, rejected=(*head.rejected, self._rejected()))
        return replace(state, header=head)

    def _refused(self) -> Refused:
        piece = self._piece()
        return Refused("actor", *piece, entity=f"e-{self._draw.randrange(5)}")

    def _rejected(self) -> Rejected:
        number = self._draw.randrange(36**4)
        return Rejected((f"rose/c-{number}",), "unclear", "2026-01-03", "cd34", "none holds")

    def _some(self, state: Annotations) -> Record | None:
        return self._draw.choice(list(state.records.values())) if state.records else None


def _with(state: Annotations, record: Record) -> Annotations:
    return replace(state, records={**state.records, record.id: record})


def _overlap(pieces: tuple[Fragment, ...]) -> bool:
    return any(one.end > other.start for one, other in pairwise(pieces))


# What must come out


def tables(data: bytes) -> dict[str, Any]:
    """Id → (layer, table) of a file, read without the program."""
    rows = {name: found for name, found in tomllib.loads(data.decode()).items() if isinstance(found, list)}
    return {
        row["id"]: (name, row) for name, found in rows.items() for row in found if name not in ("refused", "rejected")
    }


def expected(pair: Pair) -> Expected:
    """The merge of a pair: what one side changed is that side's, what both changed alike is that, all else is a conflict."""
    base, ours, theirs = (tables(data) for data in (pair.base, pair.ours, pair.theirs))
    records: dict[str, Any] = {}
    conflicts: set[str] = set()
    for one in base.keys() | ours.keys() | theirs.keys():
        old, our, their = base.get(one), ours.get(one), theirs.get(one)
        if our == their or their == old:
            records[one] = our
        elif our == old:
            records[one] = their
        else:
            conflicts.add(one)
    old, our, their = (tomllib.loads(data.decode()) for data in (pair.base, pair.ours, pair.theirs))
    head = {key: their[key] if our[key] == old[key] else our[key] for key in _HEAD}
    turned_down = {key: _united(*(one.get(key, []) for one in (old, our, their))) for key in ("refused", "rejected")}
    kept = {one: record for one, record in records.items() if record is not None}
    return Expected(kept, head, turned_down, frozenset(conflicts))


def _united(old: list[Any], our: list[Any], their: list[Any]) -> list[Any]:
    every = [*our, *(one for one in their if one not in our)]
    return [one for one in every if one not in old or (one in our and one in their)]


def dangling(records: dict[str, Any]) -> set[str]:
    """The records that point to one which is not there."""
    pointers = ("holder", "target", "source", "organization")
    return {
        one
        for one, (_, table) in records.items()
        if any(table.get(slot, "author") not in (*records, "author") for slot in pointers)
    }


def marked(data: bytes) -> frozenset[str]:
    """The ids of the records that stand between git's marks."""
    return frozenset(found.split()[1] for found in _MARKED.findall(data.decode()))


# Real git


class Repository:
    """A clone with a project in it, set up for the program."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "articles").mkdir(parents=True)
        (root / "articles" / "levy.txt").write_text(TEXT)
        (root / "workbench.toml").write_text('format = 1\ntitle = "Levy"\n')
        self.git("init", "-q", "-b", "base")
        self.said = list(set_up(root))

    def git(self, *arguments: str, ok: tuple[int, ...] = (0,)) -> str:
        """Call git; its output."""
        environment = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_PAGER": "cat"}
        names = ("-c", "user.name=Rose", "-c", "user.email=rose@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *names, *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode not in ok:
            raise AssertionError(f"git {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def put(self, path: str, data: bytes) -> None:
        """Write a file and commit everything."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", f"edit {path}")

    def merge(self, pair: Pair) -> tuple[bytes, str]:
        """Make both branches of a pair and merge them; the file, and what git said."""
        self.git("checkout", "-q", "--orphan", "fresh")
        for path in (CODER, GOLD):
            (self.root / path).unlink(missing_ok=True)
        self.put(pair.path, pair.base)
        self.git("branch", "-q", "-f", "theirs")
        self.put(pair.path, pair.ours)
        self.git("branch", "-q", "-M", "fresh", "ours")
        self.git("checkout", "-q", "theirs")
        self.put(pair.path, pair.theirs)
        self.git("checkout", "-q", "ours")
        said = self.git("merge", "-m", "merged", "theirs", ok=(0, 1))
        return (self.root / pair.path).read_bytes(), said

    def unmerged(self) -> bool:
        """Whether git waits for somebody to settle a conflict."""
        return bool(self.git("ls-files", "--unmerged"))


def by_lines(folder: Path, pair: Pair) -> tuple[int, bytes]:
    """What git's own merge by lines makes of a pair: its exit status (how many conflicts), and the file."""
    names = ("ours", "base", "theirs")
    for name, data in zip(names, (pair.ours, pair.base, pair.theirs), strict=True):
        (folder / name).write_bytes(data)
    done = subprocess.run(["git", "merge-file", "-p", *names], cwd=folder, capture_output=True, check=False)
    return done.returncode, done.stdout


def pairs(count: int, sha256: str, first: int = 0) -> Iterator[Pair]:
    """Pairs of edits, always the same ones."""
    return (Dice(seed, sha256).pair() for seed in range(first, first + count))
