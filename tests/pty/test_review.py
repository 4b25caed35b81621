"""A review on a terminal: three annotators, forty open items, and a gold file written by hand before."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from tests.pty.terminal import workbench
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.review.fingerprint import digest
from workbench.store.annotation_writer import annotation_bytes
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook

ITEMS = 40
TEXT = "".join(f"Person{n:02} Smith spoke. " for n in range(ITEMS))
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()


def mention(n: int, long: bool) -> Record:
    """The first name of person ``n``, or the whole name."""
    words = f"Person{n:02} Smith" if long else f"Person{n:02}"
    start = TEXT.index(words)
    return Record("actor", f"a-{n:06}", {"mention": (Fragment(start, start + len(words), words),)})


def project(root: Path) -> Path:
    """x marks first names, y whole names, z every second first name."""
    codebook = read_codebook(default_codebook(), "codebook")
    (root / "articles").mkdir(parents=True)
    (root / "articles" / "people.txt").write_bytes(TEXT.encode())
    (root / "workbench.toml").write_bytes(b"format = 1\n")
    for name, long, every in (("x", False, 1), ("y", True, 1), ("z", False, 2)):
        records = {one.id: one for one in (mention(n, long) for n in range(0, ITEMS, every))}
        folder = root / "annotations" / name
        folder.mkdir(parents=True)
        state = Annotations(Header("people", SHA256, name, "open", codebook.version), records)
        (folder / "people.toml").write_bytes(annotation_bytes(state, codebook))
    return root


def by_hand() -> str:
    """The gold of somebody who takes the first name, the whole name, the first name, …"""
    rows = [
        f'format = 1\narticle = "people"\ntext_sha256 = "{SHA256}"\nannotator = "gold"\nstatus = "open"\ncodebook = 1\n'
    ]
    for n in range(ITEMS):
        who = ("x", "y", "z") if n % 2 == 0 else ("x", "y")
        sources = ", ".join(f'"{name}/a-{n:06}"' for name in who)
        fingerprint = ".".join(digest(mention(n, name == "y")) for name in who)
        ((_, words),) = mention(n, n % 2 == 1).fragments()
        rows.append(
            f'\n[[actor]]\nid = "id"\nfrom = [{sources}]\ndecision = "take"\ndate = "{date.today().isoformat()}"\n'
            f'fingerprint = "{fingerprint}"\n\n'
            f'[[actor.mention]]\nstart = {words.start}\nend = {words.end}\nquote = "{words.quote}"\n'
        )
    return "".join(rows)


def without_ids(path: Path) -> str:
    """A gold file whose ids, which are drawn, are all the same."""
    return re.sub(r'^id = "a-\w{6}"$', 'id = "id"', path.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_forty_items_are_closed_with_forty_keys_and_a_second_run_opens_nothing(tmp_path: Path) -> None:
    root = project(tmp_path / "people")
    with workbench(tmp_path, "-C", str(root), "review", size=(80, 24)) as terminal:
        terminal.sees("40 to decide", "1 x   2 y")
        terminal.press("o", "[")
        terminal.sees("item 1 of 40", "1 x, z   2 y")
        terminal.send(b"12" * (ITEMS // 2))
        terminal.sees("nothing is open: 40 records in the gold", "saved")
        terminal.press("q")
        assert terminal.ends() == 0
    assert without_ids(root / "gold" / "people.toml") == by_hand()
    before = (root / "gold" / "people.toml").read_bytes()
    with workbench(tmp_path, "-C", str(root), "review", size=(80, 24)) as terminal:
        terminal.sees("nothing is open: 40 records in the gold")
        terminal.press("q")
        assert terminal.ends() == 0
    assert (root / "gold" / "people.toml").read_bytes() == before


def test_a_killed_review_brings_back_what_was_shown(tmp_path: Path) -> None:
    root = project(tmp_path / "people")
    with workbench(tmp_path, "-C", str(root), "review") as terminal:
        terminal.sees("40 to decide")
        terminal.send(b"12121")
        terminal.sees("35 left")
        terminal.kill()
    with workbench(tmp_path, "-C", str(root), "review") as terminal:
        terminal.sees("35 to decide")
        terminal.press("u")
        terminal.sees("36 left")
        terminal.press("q")
        assert terminal.ends() == 0
