"""A project in which every text is a hostile string with a marker, so that it can be seen which ones were painted."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

from tests.hostile import hostile_string
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import sample_project

LINES, ENTITIES, ISSUES, GUIDELINES = 900, 320, 60, 240


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
    digest = hashlib.sha256(text.encode()).hexdigest()
    header = Header("first", digest, person, "open", 1)
    target = root / "annotations" / person / "first.toml"
    target.parent.mkdir(parents=True)
    state = Annotations(header, {record.id: record for record in records})
    target.write_bytes(annotation_bytes(state, read_codebook(root / "codebook.toml", "codebook.toml")))
