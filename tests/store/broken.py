"""Broken files as a table: what is done to the good project, and the one message that has to come of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.store.made import CODEBOOK
from tests.store.village import ANNOTATIONS, PEOPLE, SETTINGS, TEXT, good


@dataclass(frozen=True, slots=True)
class Broken:
    """One case: the file, what it holds instead, and which path, record, key and words the message must have."""

    name: str
    path: str
    make: Callable[[Path], object]
    record: str
    key: str
    what: str


def holds(data: str | bytes) -> Callable[[Path], object]:
    """The file holds this."""
    return lambda path: path.write_bytes(data.encode() if isinstance(data, str) else data)


def _swap(text: str, old: str, new: str) -> Callable[[Path], object]:
    assert text.count(old) >= 1, old
    return holds(text.replace(old, new, 1))


def _annotated(name: str, old: str, new: str, record: str, key: str, what: str) -> Broken:
    return Broken(name, ANNOTATIONS, _swap(good(), old, new), record, key, what)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(target: str) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        path.unlink()
        path.symlink_to(target)

    return make


def _outside(data: str) -> Callable[[Path], object]:
    """The file is a link to one that lies beside the project."""

    def make(path: Path) -> None:
        root = next(folder for folder in path.parents if (folder / "workbench.toml").exists())
        target = root.parent / "outside" / path.name
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data.encode())
        path.unlink(missing_ok=True)
        path.symlink_to(target)

    return make


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


ADA, BAKER, FIRST = "speaker p-ada001", "speaker p-bak001", "judgement j-aaa001"
START = "start = 6\n"
END = 'quote = "agreed"\n'
REFUSAL = '\n[[refused]]\nlayer = "speaker"\nstart = 0\nend = 1\nquote = "M"\n'
HEAD = 'id = "p-ada001"\n'

FILES = (
    _annotated(
        "a string for a number", START, 'start = "6"\n', ADA, "mention[0].start", "a whole number, not a string"
    ),
    _annotated("a truth for a number", START, "start = true\n", ADA, "mention[0].start", "not true or false"),
    _annotated("a fraction for a number", START, "start = 6.0\n", ADA, "mention[0].start", "not a number"),
    _annotated("a list for one value", '"mayor"', '["mayor"]', ADA, "role", "a string, not a list"),
    _annotated(
        "one value for a list",
        'holders = ["p-bak001"]',
        'holders = "p-bak001"',
        "judgement j-bbb001",
        "holders",
        "a list",
    ),
    _annotated(
        "a number in a list", 'holders = ["p-bak001"]', "holders = [1]", "judgement j-bbb001", "holders[0]", "a string"
    ),
    _annotated("a string for a weight", "weight = -2", 'weight = "-2"', FIRST, "weight", "a whole number"),
    _annotated("a date for a string", 'note = "who leads the council"', "note = 2024-05-04", ADA, "note", "not a date"),
    _annotated("a string for a flag", "flag = true", 'flag = "yes"', ADA, "flag", "true or false"),
    _annotated("an unknown key above", 'status = "open"', 'status = "open"\ncolour = 1', "", "colour", "unknown key"),
    _annotated("an unknown key of a record", HEAD, HEAD + 'hat = "red"\n', ADA, "hat", "unknown key"),
    _annotated("an unknown key of a part", START, START + "middle = 9\n", ADA, "mention[0].middle", "unknown key"),
    _annotated("a slot of another layer", HEAD, HEAD + 'topic = "bridge"\n', ADA, "topic", "unknown key"),
    _annotated(
        "an unknown layer", "\n[[saying]]", '\n[[rumour]]\nid = "r-1"\n\n[[saying]]', "", "rumour", "unknown key"
    ),
    _annotated("no quote", 'quote = "Ada Brook"\n', "", ADA, "mention[0].quote", "is missing"),
    _annotated("no id", HEAD, "", "", "speaker[0].id", "is missing"),
    _annotated("an empty id", HEAD, 'id = ""\n', "speaker ", "id", "letters and digits"),
    _annotated("an id with a colon", HEAD, 'id = "p:1"\n', "speaker p:1", "id", "without a colon"),
    _annotated("an id twice", '"p-bak001"', '"p-ada001"', ADA, "id", "stands twice"),
    _annotated("an id in two layers", 'id = "s-ccc000"', 'id = "p-bak001"', "saying p-bak001", "id", "also in speaker"),
    _annotated("no article", 'article = "bridge"\n', "", "", "article", "is missing"),
    _annotated("another article", '"bridge"\ntext', '"well"\ntext', "", "article", "does not belong here"),
    _annotated("an article outside", '"bridge"\ntext', '"../bridge"\ntext', "", "article", "does not belong here"),
    _annotated("another annotator", '"rose"', '"tom"', "", "annotator", "does not belong here"),
    _annotated("an unknown status", '"open"', '"opne"', "", "status", "neither open nor done"),
    _annotated("no format", "format = 1\n", "", "", "format", "is missing"),
    _annotated("a newer format", "format = 1\n", "format = 2\n", "", "format", "newer than this program reads"),
    _annotated("a format in words", "format = 1\n", 'format = "1"\n', "", "format", "is not a format"),
    _annotated("a true format", "format = 1\n", "format = true\n", "", "format", "is not a format"),
    _annotated("a key twice", START, START + START, "", "", "is not TOML"),
    _annotated("half a character", "Ada Brook", "\\ud800", "", "", "is not TOML"),
    _annotated("a zero byte", "Ada Brook", "Ada\x00Brook", "", "", "is not TOML"),
    _annotated("nested too deeply", "[[saying]]", "x = " + "[" * 9000, "", "", "nested too deeply"),
    _annotated("a number of 5000 digits", START, f"start = {'9' * 5000}\n", "", "", "is not TOML"),
    _annotated(
        "a part under another layer",
        'must go"\n\n[[judgement.',
        'must go"\n\n[[saying]]\nid = "s-1"\n\n[[judgement.',
        "",
        "judgement.grounds",
        "line 46: stands under [[saying]]",
    ),
    _annotated("a part without a record", "\n[[speaker]]", "\n[[saying.verb]]\n\n[[speaker]]", "", "", "is not TOML"),
    _annotated("conflict markers", "[[judgement]]", "<<<<<<< HEAD\n[[judgement]]", "", "", "line 30: git left a merge"),
    _annotated("an unknown key of a refusal", END, END + REFUSAL + "hat = 1\n", "", "refused[0].hat", "unknown key"),
    _annotated(
        "an unknown key of a rejection",
        END,
        END + "\n[[rejected]]\nfrom = []\nhat = 1\n",
        "",
        "rejected[0].hat",
        "unknown key",
    ),
    _annotated(
        "a rejection without a group", END, END + "\n[[rejected]]\nnote = ''\n", "", "rejected[0].from", "is missing"
    ),
    Broken("cut in half", ANNOTATIONS, holds(good()[: len(good()) // 2]), "", "", "is not TOML"),
    Broken(
        "cut behind a line", ANNOTATIONS, holds(good()[: good().index("end = 15")]), ADA, "mention[0].end", "is missing"
    ),
    Broken("empty", ANNOTATIONS, holds(""), "", "format", "is missing"),
    Broken(
        "not UTF-8", ANNOTATIONS, holds(good().encode().replace(b"Ada B", b"Ada\xffB")), "", "", "byte 319 is not UTF-8"
    ),
    Broken("UTF-16", ANNOTATIONS, holds(good().encode("utf-16")), "", "", "byte 0 is not UTF-8"),
    Broken("a byte order mark", ANNOTATIONS, holds("\ufeff" + good()), "", "", "line 1: begins with a byte order mark"),
    Broken("a folder", ANNOTATIONS, _folder, "", "", "cannot be read"),
    Broken("a pipe", ANNOTATIONS, _pipe, "", "", "is not a regular file"),
    Broken("a link that leads outside", ANNOTATIONS, _outside(good()), "", "", "leads out of the project"),
    Broken("a link to the root", ANNOTATIONS, _link("/"), "", "", "leads out of the project"),
    Broken("a link to nothing", ANNOTATIONS, _link("nothing.toml"), "", "", "cannot be read"),
    Broken("a link in a circle", ANNOTATIONS, _link("bridge.toml"), "", "", "cannot be read"),
)
"""The whole file is refused and opens read-only."""

RECORDS = (
    _annotated(
        "a span behind the text", "end = 15", "end = 999", ADA, "mention[0].end", "behind the text, which ends at 79"
    ),
    _annotated("a number of 30 digits", "end = 15", f"end = {'9' * 30}", ADA, "mention[0].end", "lies behind the text"),
    _annotated("a negative start", START, "start = -6\n", ADA, "mention[0].start", "before the text"),
    _annotated("an empty span", START, "start = 15\n", ADA, "mention[0].end", "not behind the start"),
    _annotated("a quote that does not stand there", "Ada Brook", "Ada Broke", ADA, "mention[0].quote", "the text says"),
    _annotated(
        "fragments that overlap",
        'start = 37\nend = 44\nquote = "must go"',
        'start = 30\nend = 36\nquote = "bridge"',
        "saying s-ccc001",
        "words[1].start",
        "overlaps",
    ),
    _annotated(
        "a reference to nowhere", 'source = "p-ada001"', 'source = "p-gone00"', "saying s-ccc001", "source", "no record"
    ),
    _annotated(
        "a reference to another layer",
        'source = "p-ada001"',
        'source = "j-aaa001"',
        "saying s-ccc001",
        "source",
        "takes speaker",
    ),
    _annotated(
        "an unknown kind of reference",
        'source = "p-ada001"',
        'source = "web:x"',
        "saying s-ccc001",
        "source",
        "is none of",
    ),
    _annotated("an unknown entity", '"ada-brook"', '"ada-broke"', ADA, "entity", "no entity"),
    _annotated("an unknown issue", 'topic = "bridge"', 'topic = "well"', "saying s-ccc001", "topic", "no issue"),
    _annotated("a value the codebook has not", '"mayor"', '"king"', ADA, "role", "is none of mayor"),
    _annotated(
        "a required part left out",
        '\n[[saying.words]]\nstart = 61\nend = 67\nquote = "agreed"\n',
        "",
        "saying s-ccc000",
        "words",
        "is required",
    ),
    _annotated("another text", "4c2d9f", "4c2d90", "", "text_sha256", "is another than"),
)
"""The file opens; one record (or the hash) is broken."""


def _settings(name: str, old: str, new: str, key: str, what: str) -> Broken:
    return Broken(name, "workbench.toml", _swap(SETTINGS, old, new), "", key, what)


def _codebook(name: str, old: str, new: str, key: str, what: str) -> Broken:
    return Broken(name, "codebook.toml", _swap(CODEBOOK, old, new), "", key, what)


ISSUE = _swap(CODEBOOK, 'title = "The', 'name = "The')
RESERVED = 'format = 1\n[[layer]]\nname = "refused"\nprefix = "r"\nslot = []\n'

PROJECTS = (
    _settings("settings: not TOML", "title =", "title", "", "is not TOML"),
    _settings("settings: unknown key", "title", "titel", "titel", "unknown key"),
    _settings("settings: newer", "format = 1", "format = 9", "format", "newer"),
    _settings(
        "settings: a catalogue outside", "big.csv", "../big.csv", "catalogues[0].file", "leads out of the project"
    ),
    _settings(
        "settings: an absolute catalogue", "big.csv", "/big.csv", "catalogues[0].file", "leads out of the project"
    ),
    _settings("settings: a weight below nothing", "0.5", "-0.5", "catalogues[0].weight", "is not a weight"),
    _settings("settings: an endless weight", "0.5", "inf", "catalogues[0].weight", "is not a weight"),
    _settings("settings: a keymap outside", '"default"', '"../../default"', "keymap", "is not the name of a keymap"),
    _settings("settings: no keymap", '"default"', '""', "keymap", "is not the name of a keymap"),
    _codebook("codebook: not TOML", "format = 1", "format 1", "", "is not TOML"),
    _codebook("codebook: a reserved slot", '"role"', '"note"', "layer[0].slot[2].name", "is not a free name"),
    _codebook("codebook: a reserved layer", CODEBOOK, RESERVED, "layer[0].name", "is not a free name"),
    _codebook("codebook: one prefix twice", 'prefix = "j"', 'prefix = "p"', "layer.prefix", "stands twice"),
    _codebook("codebook: an unknown type", 'type = "link"', 'type = "rope"', "layer[0].slot[1].type", "rope"),
    _codebook(
        "codebook: a link to nothing",
        'type = "link", to = ["entity"]',
        'type = "link"',
        "layer[0].slot[1].to",
        "needs `to`",
    ),
    _codebook("codebook: a truth for a name", 'name = "mention"', "name = true", "layer[0].slot[0].name", "a string"),
    _codebook(
        "codebook: an issue under none", 'title = "The old bridge"', 'parent = "x"', "issue[0].parent", "no issue"
    ),
    _codebook("codebook: an unknown key", "version", "verson", "verson", "unknown key"),
    _codebook(
        "codebook: an unknown key of a layer", 'prefix = "p"', 'prefix = "p"\nhat = 1', "layer[0].hat", "unknown key"
    ),
    _codebook("codebook: an unknown key of a slot", "required", "needed", "layer[0].slot[0].needed", "unknown key"),
    Broken("codebook: an unknown key of an issue", "codebook.toml", ISSUE, "issue bridge", "name", "unknown key"),
    _settings("settings: an unknown key of a catalogue", "weight", "wait", "catalogues[0].wait", "unknown key"),
    Broken("codebook: a folder", "codebook.toml", _folder, "", "", "cannot be read"),
)
"""The project does not open."""

AFFILIATION = '\n[[entity.affiliation]]\nentity = "ada-brook"\nhat = 1\n'
ALIAS = '\n[[alias]]\nentity = "ada-brook"\nname = "Ada"\nhat = 1\n'

ENTITIES = (
    Broken(
        "entities: an id twice",
        "entities/people.toml",
        _swap(PEOPLE, '"baker-street"', '"ada-brook"'),
        "entity ada-brook",
        "id",
        "stands twice",
    ),
    Broken(
        "entities: an unknown kind",
        "entities/people.toml",
        _swap(PEOPLE, '"person"', '"hero"'),
        "entity ada-brook",
        "kind",
        "is none of",
    ),
    Broken("entities: not TOML", "entities/people.toml", holds("[[entity"), "", "", "is not TOML"),
    Broken(
        "entities: no name",
        "entities/people.toml",
        _swap(PEOPLE, 'name = "Baker"\n', ""),
        "entity baker-street",
        "name",
        "is missing",
    ),
    Broken(
        "entities: merged into none",
        "entities/people.toml",
        _swap(PEOPLE, 'kind = "person"', 'kind = "person"\nmerged_into = "x"'),
        "entity ada-brook",
        "merged_into",
        "is missing",
    ),
    Broken(
        "entities: an unknown key of an affiliation",
        "entities/people.toml",
        holds(PEOPLE + AFFILIATION),
        "entity town:council",
        "affiliation[0].hat",
        "unknown key",
    ),
    Broken(
        "entities: an unknown key of an alias",
        "entities/people.toml",
        holds(PEOPLE + ALIAS),
        "",
        "alias[0].hat",
        "unknown key",
    ),
    Broken(
        "entities: an unknown key above", "entities/people.toml", holds("hat = 1\n" + PEOPLE), "", "hat", "unknown key"
    ),
    Broken("entities: outside", "entities/more.toml", _outside(PEOPLE), "", "", "leads out of the project"),
)
"""The project opens without what is broken, and says so."""

ARTICLES = (
    Broken(
        "article: not UTF-8", "articles/bridge.txt", holds(TEXT.encode()[:24] + b"\xff"), "", "", "byte 24 is not UTF-8"
    ),
    Broken("article: unknown metadata", "articles/bridge.toml", holds('titel = "x"'), "", "titel", "unknown key"),
    Broken("article: metadata not TOML", "articles/bridge.toml", holds("title"), "", "", "is not TOML"),
    Broken(
        "article: metadata outside", "articles/bridge.toml", _outside('title = "x"'), "", "", "leads out of the project"
    ),
)
"""The article does not open."""
