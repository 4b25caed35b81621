"""A project in which every text is a hostile string with a marker, so that it can be seen which ones were painted."""

from __future__ import annotations

import hashlib
import json
import random
import sys
from dataclasses import replace
from pathlib import Path

from tests.hostile import hostile_string
from workbench.core.annotation import Annotations, Decision, Fragment, Header, Record
from workbench.desk.versions import merge_versions
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import sample_project
from workbench.store.undecided import Labels

LINES, ENTITIES, ISSUES, GUIDELINES = 900, 320, 60, 240
SHORT = 16
"""Lines, entities, issues and paragraphs of the project, and lines of its second article."""


class Strings:
    """Hostile strings, each with its marker at the front."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.count = 0

    def next(self) -> str:
        """One more."""
        self.count += 1
        return f"q{self.count:04}z{hostile_string(self._chance, broken_bytes=False)}"


def toml(text: str) -> str:
    """A TOML string in which everything but letters and digits is written as an escape."""
    escaped = (one if one.isascii() and one.isalnum() else f"\\U{ord(one):08x}" for one in text)
    return f'"{"".join(escaped)}"'


def article(strings: Strings) -> tuple[str, list[int]]:
    """The text, and where its lines begin."""
    text, starts = "", []
    for _ in range(LINES):
        starts.append(len(text))
        text += f"{strings.next()} said that Zorvath {strings.next()[:14]} doubts it.\n"
    return text, starts


def project(folder: Path, seed: int = 6) -> Path:
    """The project in ``folder``, with the work of ``me``, of ``x`` and of one with a hostile name."""
    strings = Strings(seed)
    root = folder / "hostile"
    for name in ("articles", "entities"):
        (root / name).mkdir(parents=True)
    broken_names(root)
    text, starts = article(strings)
    (root / "articles" / "first.txt").write_bytes(text.encode())
    fields = "".join(f"{key} = {toml(strings.next())}\n" for key in ("title", "source", "author", "url"))
    (root / "articles" / "first.toml").write_text(fields, encoding="utf-8")
    for number in range(6):
        name = strings.next().replace("/", "").replace("\0", "")
        (root / "articles" / f"other-{number}-{name[:40]}.txt").write_text("Text.\n", encoding="utf-8")
    (root / "entities" / "people.toml").write_text(
        "".join(
            f'[[entity]]\nid = "e{number}"\nname = {toml(strings.next())}\nkind = "person"\n'
            f"aliases = [{toml(strings.next())}]\ndescription = {toml(strings.next())}\n\n"
            for number in range(ENTITIES)
        ),
        encoding="utf-8",
    )
    (root / "codebook.toml").write_text(codebook(strings), encoding="utf-8")
    (root / "guidelines.md").write_bytes("\n\n".join(strings.next() for _ in range(GUIDELINES)).encode())
    (root / "workbench.toml").write_text(f"format = 1\ntitle = {toml(strings.next())}\n", encoding="utf-8")
    for person, shift in (("me", 0), ("x", 0), (f"y-{strings.next()}".replace("/", "").replace("\0", "")[:60], 7)):
        annotate(root, person, text, starts, shift, strings)
    return root


def broken_names(root: Path) -> None:
    """An article, an annotator's folder and a catalogue whose names are no UTF-8, where the system has such names."""
    if sys.platform == "linux":
        for folder, name in (("articles", "b\udcff\udc9b31m.txt"), ("entities", "c\udcff\x1b[2J.toml")):
            (root / folder / name).write_text("Zorvath said so.\n", encoding="utf-8")
        (root / "annotations" / "z\udcff\x1b]0;x\x07").mkdir(parents=True)


def codebook(strings: Strings) -> str:
    """The sample's codebook with other titles, helps and issues."""
    lines = []
    for line in (sample_project() / "codebook.toml").read_text(encoding="utf-8").splitlines():
        key = line.partition(" = ")[0]
        lines.append(f"{key} = {toml(strings.next())}" if key in ("title", "help") else line)
    for number in range(ISSUES):
        lines.append(f'\n[[issue]]\nid = "i{number}"\ntitle = {toml(strings.next())}')
    return "\n".join(lines) + "\n"


def annotate(root: Path, person: str, text: str, starts: list[int], shift: int, strings: Strings) -> None:
    """Actors at the beginning of lines, linked; some with an id of nothing and some broken; and a claim each tenth line."""
    records = []
    for number, start in enumerate(starts[:ENTITIES]):
        words = (Fragment(start, start + 6, text[start : start + 6]),)
        entity = f"e{(number + shift) % ENTITIES}" if number % 9 else strings.next()
        record = Record("actor", f"a-{number:06}", {"mention": words}, {"entity": entity}, note=strings.next())
        if number % 40 == 39:
            record = Record(
                "actor", f"a-{number:06}", {"mention": (words[0]._replace(quote=strings.next()),)}, {"entity": "e1"}
            )
        records.append(record)
        if number % 10 == 0:
            inside = (Fragment(start + shift, start + 20 + shift, text[start + shift : start + 20 + shift]),)
            values = {"source": f"a-{number:06}", "issue": f"i{number % ISSUES}"}
            records.append(Record("claim", f"c-{number:06}", {"content": inside}, values, note=strings.next()))
    write(root / "annotations" / person / "first.toml", root, text, person, records)


def write(path: Path, root: Path, text: str, person: str, records: list[Record], article_id: str = "first") -> None:
    """A file of annotations of the project at ``root``."""
    header = Header(article_id, hashlib.sha256(text.encode()).hexdigest(), person, "open", 1)
    state = Annotations(header, {record.id: record for record in records})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(annotation_bytes(state, read_codebook(root / "codebook.toml", "codebook.toml")))


def grown(root: Path, seed: int = 7) -> None:
    """A second article with a date: ``x`` proposed entities, the gold differs from ``me``, a merge of ``w`` is undecided."""
    strings = Strings(seed)
    lines = [f"{strings.next()} said that q{2 * number + 1:04}z {strings.next()[:14]}.\n" for number in range(SHORT)]
    text, starts = "".join(lines), [sum(map(len, lines[:number])) for number in range(SHORT)]
    (root / "articles" / "second.txt").write_bytes(text.encode())
    about = f"title = {toml(strings.next())}\ndate = 2024-02-01\n"
    (root / "articles" / "second.toml").write_text(about, encoding="utf-8")
    proposed = root / "entities" / "proposed" / "x.toml"
    proposed.parent.mkdir(exist_ok=True)
    rows = (f'\n[[entity]]\nid = "p{at}"\nname = {toml(strings.next())}\nkind = "person"\n' for at in range(SHORT))
    proposed.write_text(f"format = 1\n{''.join(rows)}", encoding="utf-8")

    def actors(entity: str, kind: str, gold: bool = False) -> list[Record]:
        found = []
        for number, start in enumerate(starts):
            words = {"mention": (Fragment(start, start + 6, text[start : start + 6]),)}
            one = Record(
                "actor", f"a-{number:06}", words, {"entity": f"{entity}{number}", "kind": kind}, note=strings.next()
            )
            decision = Decision((f"me/{one.id}",), "edited", strings.next(), strings.next())
            found.append(replace(one, decision=decision) if gold else one)
        return found

    folder = root / "annotations"
    write(folder / "me" / "second.toml", root, text, "me", actors("e", "person"), "second")
    write(folder / "x" / "second.toml", root, text, "x", actors("p", "state"), "second")
    write(root / "gold" / "second.toml", root, text, "gold", actors("e1", "media", gold=True)[: SHORT // 2], "second")
    sides = [root / f"{side}.toml" for side in ("before", "ours", "theirs")]
    for side in sides:
        write(side, root, text, "w", actors("e", "person"), "second")
    target = folder / "w" / "second.toml"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(merge_versions(*sides, target, Labels("ours", "before", "theirs"), 7).data)


def sources(root: Path, seed: int = 8) -> None:
    """Files of other programs beside the project, and two more versions of a file of annotations."""
    strings = Strings(seed)
    brat = root / "br\x1b[31m\u202eat"
    brat.mkdir()
    text = "".join(f"{strings.next()}\n" for _ in range(40))
    (brat / "doc.txt").write_bytes(text.encode())
    rows = [
        f"T{at}\t{strings.next()} 0 6\t{text[:6]}\n#{at}\tAnnotatorNotes T{at}\t{strings.next()}\n" for at in range(40)
    ]
    (brat / "doc.ann").write_bytes("".join(rows).encode())
    (brat / "ok.txt").write_text("Ann said so.\n", encoding="utf-8")
    (brat / "ok.ann").write_bytes(b"T1\tPer\x1b[31mson 0 3\tAnn\n")
    clean = root / "clean"
    clean.mkdir()
    (clean / "a\u202eb.txt").write_bytes(text.encode())
    (clean / "a\u202eb.ann").write_bytes(f"T1\tActor 0 6\t{text[:6]}\n#1\tAnnotatorNotes T1\t\x1b[2J\u202e\n".encode())
    made = [
        {"id": at, "text": strings.next(), "label": [[0, 4, strings.next()]], "x": strings.next()} for at in range(40)
    ]
    (root / "do.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in made), encoding="utf-8")
    rows = [{"id": f"r{at}", "name": strings.next(), "kind": "person", "aliases": [strings.next()]} for at in range(40)]
    lines = [*map(json.dumps, rows), '{"id": "bad", "kind": "\\u001b[2J"}', "no\x1b[31m\u202e json"]
    (root / "large\x1b[31m\u202e.jsonl").write_text("\n".join(lines), encoding="utf-8")
    merged = f'[[entity]]\nid = "m1"\nname = {toml(strings.next())}\nkind = "person"\nmerged_into = "e1"\n'
    (root / "entities" / "merged.toml").write_text(merged, encoding="utf-8")
    whole = (root / "articles" / "first.txt").read_bytes().decode()
    linked = Record("actor", "a-000001", {"mention": (Fragment(0, 6, whole[:6]),)}, {"entity": "m1"})
    write(root / "annotations" / "m\u202e" / "first.toml", root, whole, "m\u202e", [linked])
    mine = (root / "annotations" / "me" / "first.toml").read_text(encoding="utf-8")
    for name, note in (("theirs.toml", "q9998z"), ("ours\x1b[31m.toml", "q9997z")):
        changed = mine.replace('note = "q', f'note = "{note} q')
        (root / name).write_text(changed, encoding="utf-8")
