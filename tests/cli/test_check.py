"""Every way in which a project can be wrong is one line of ``check``, and ``check`` writes nothing."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.core.progress import Quiet
from workbench.desk.desk import Desk
from workbench.desk.jobs import check_project
from workbench.store.places import config_folder

from .calls import Caller, write

A = "annotations/coder-a/libya-haftar.toml"
B = "annotations/coder-b/libya-haftar.toml"


def _replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        write(root, name, text.replace(old, new, 1))

    return change


def _write(name: str, text: str | bytes) -> Callable[[Path], None]:
    return lambda root: (write(root, name, text), None)[1]


def _append(name: str, text: str) -> Callable[[Path], None]:
    return lambda root: (write(root, name, (root / name).read_text("utf-8") + text), None)[1]


def _gold(source: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        sha256 = hashlib.sha256((root / "articles/libya-haftar.txt").read_bytes()).hexdigest()
        head = f'format = 1\narticle = "libya-haftar"\ntext_sha256 = "{sha256}"\nannotator = "gold"\n'
        record = f'[[actor]]\nid = "a-gold01"\nentity = "nil"\nfrom = ["{source}"]\ndecision = "take"\n'
        place = '[[actor.mention]]\nstart = 0\nend = 12\nquote = "Donald Trump"\n'
        write(root, "gold/libya-haftar.toml", head + record + place)

    return change


def _linked_outside(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        target = write(root.parent, "outside" + Path(name).suffix, "format = 1\n")
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)

    return change


def _folder(name: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        (root / name).mkdir(parents=True)

    return change


CASES: list[tuple[str, Callable[[Path], None], list[str]]] = [
    ("settings, key", _append("workbench.toml", "colour = 1\n"), ["workbench.toml: ", "colour"]),
    ("settings, syntax", _append("workbench.toml", "= 1\n"), ["workbench.toml: is not TOML: "]),
    ("settings, format", _replace("workbench.toml", "format = 1", "format = 9"), ["workbench.toml: format: 9 is newer"]),
    (
        "settings, catalogue missing",
        _append("workbench.toml", '\n[[catalogues]]\nfile = "big.csv"\n'),
        ["workbench.toml: catalogues[0].file: there is no file “big.csv”"],
    ),
    (
        "settings, catalogue outside",
        _append("workbench.toml", '\n[[catalogues]]\nfile = "../big.csv"\n'),
        ["workbench.toml: catalogues[0].file: “../big.csv” leads out of the project"],
    ),
    ("settings, keymap", _replace("workbench.toml", '"default"', '"qwertz"'), ["there is no keymap “qwertz”"]),
    ("codebook, syntax", _append("codebook.toml", "[[layer]\n"), ["codebook.toml: is not TOML"]),
    ("codebook, rule", _replace("codebook.toml", 'prefix = "s"', 'prefix = "a"'), ["codebook.toml: layer.prefix: “a”"]),
    ("codebook, key twice", _replace("codebook.toml", 'key = "s"', 'key = "a"'), ["codebook.toml: layer.key: “a”"]),
    (
        "codebook, key of a command",
        _replace("codebook.toml", 'key = "s"', 'key = "u"'),
        ['codebook.toml: layer stance: key: "u" would hide', "app.undo"],
    ),
    ("codebook, older than a file", _replace(A, "codebook = 1", "codebook = 2"), [f"{A}: codebook: ", "version 2"]),
    ("codebook, value gone", _replace("codebook.toml", '"hedged", ', ""), ["codebook.toml: "]),
    ("catalogue, syntax", _write("entities/new.toml", "[[entity]\n"), ["entities/new.toml: is not TOML"]),
    ("catalogue, kind", _write("entities/new.toml", '[[entity]]\nid = "z"\nname = "Z"\nkind = "god"\n'), ["entity z: kind: "]),
    (
        "catalogue, id twice",
        _write("entities/zz.toml", '[[entity]]\nid = "russia"\nname = "R"\n'),
        ["entities/zz.toml: entity russia: id: stands in entities/states.toml too"],
    ),
    (
        "catalogue, merged into nothing",
        _write("entities/zz.toml", '[[entity]]\nid = "z"\nname = "Z"\nmerged_into = "y"\n'),
        ["entities/zz.toml: entity z: merged_into: “y”"],
    ),
    (
        "catalogue, member of nothing",
        _write("entities/zz.toml", '[[entity]]\nid = "z"\nname = "Z"\n[[entity.affiliation]]\nentity = "y"\n'),
        ["entities/zz.toml: entity z: affiliation[0].entity: there is no entity “y”"],
    ),
    (
        "proposal, name for nobody",
        _write("entities/proposed/x.toml", '[[alias]]\nentity = "y"\nname = "Y"\n'),
        ["entities/proposed/x.toml: alias: entity: there is no entity “y”"],
    ),
    ("catalogue, outside", _linked_outside("entities/zz.toml"), ["entities/zz.toml: leads out of the project"]),
    ("catalogue, a folder", _folder("entities/zz.toml"), ["entities/zz.toml: cannot be read: "]),
    ("entity gone", _replace("entities/places.toml", "brak-al-shati-airbase", "brak"), [f"{A}: actor a-72aceh: entity: ", B]),
    ("article, twice", _write("articles/libya-haftar.md", "x"), ["articles/libya-haftar.txt: has the id of "]),
    ("article, bytes", _write("articles/b.txt", b"ab\xff"), ["articles/b.txt: byte 2 is not UTF-8"]),
    ("article, outside", _linked_outside("articles/b.txt"), ["articles/b.txt: leads out of the project"]),
    ("article, changed", _append("articles/libya-haftar.txt", "x"), [f"{A}: text_sha256: ", f"{B}: text_sha256: "]),
    ("article, gone", lambda root: (root / "articles/libya-haftar.txt").unlink(), [f"{A}: article: there is no article", B]),
    ("article, another format", _write("articles/page.html", "<p>x"), ["articles/page.html: is no article", "workbench add"]),
    ("article, its name", _write("articles/a\\b.txt", "x"), ["articles/a\\b.txt: cannot be an article"]),
    ("metadata, key", _append("articles/libya-haftar.toml", "colour = 1\n"), ["articles/libya-haftar.toml: ", "colour"]),
    ("metadata, alone", _write("articles/b.toml", "title = 'x'\n"), ["articles/b.toml: metadata without an article"]),
    ("guideline, bytes", _write("guidelines.md", b"\xff"), ["guidelines.md: byte 0 is not UTF-8"]),
    ("file, syntax", _append(A, "= 1\n"), [f"{A}: ", "is not TOML"]),
    ("file, a merge by git", _append(A, "<<<<<<< ours\n"), [f"{A}: ", "git left a merge undecided"]),
    ("file, bytes", _write(A, b"\xff"), [f"{A}: byte 0 is not UTF-8"]),
    ("file, newer", _replace(A, "format = 1", "format = 2"), [f"{A}: format: 2 is newer"]),
    ("file, key", _replace(A, 'status = "done"', 'state = "done"'), [f"{A}: ", "state"]),
    ("file, type", _replace(A, "end = 12\n", 'end = "12"\n'), [f"{A}: actor a-yo0n3b: mention[0].end: "]),
    ("file, status", _replace(A, '"done"', '"finished"'), [f"{A}: status: “finished” is neither open nor done"]),
    ("file, somebody else's", _replace(A, '"coder-a"', '"coder-c"'), [f"{A}: annotator: “coder-c”"]),
    ("file, another article's", _replace(A, '"libya-haftar"', '"other"'), [f"{A}: article: “other”"]),
    ("file, id twice", _replace(A, "a-ix4syv", "a-yo0n3b"), [f"{A}: actor a-yo0n3b: id: stands twice"]),
    ("file, outside", _linked_outside(A), [f"{A}: leads out of the project"]),
    ("file, a folder", _folder(A), [f"{A}: cannot be read: "]),
    ("record, behind the text", _replace(A, "end = 12\n", "end = 99999\n"), [f"{A}: actor a-yo0n3b: mention[0].end: 99999"]),
    ("record, quote", _replace(A, '"Donald Trump"', '"Donald Duck"'), [f"{A}: actor a-yo0n3b: mention[0].quote: "]),
    ("record, entity", _replace(A, '"donald-trump"', '"nobody"'), [f"{A}: actor a-yo0n3b: entity: there is no entity “nobody”"]),
    ("record, reference", _replace(A, 'holder = "a-yo0n3b"', 'holder = "a-000000"'), ["holder: there is no record “a-000000”"]),
    ("record, value", _replace(A, '"promise"', '"threat"'), [f"{A}: claim c-ji3yms: kind: “threat” is none of "]),
    (
        "refused, layer",
        _append(A, '\n[[refused]]\nlayer = "event"\nstart = 0\nend = 6\nquote = "Donald"\n'),
        [f"{A}: refused[0].layer: there is no layer “event”"],
    ),
    (
        "refused, place",
        _append(A, '\n[[refused]]\nlayer = "actor"\nstart = 9\nend = 99999\nquote = "x"\n'),
        [f"{A}: refused[0].start: 9–99999 lies outside the text"],
    ),
    (
        "refused, quote",
        _append(A, '\n[[refused]]\nlayer = "actor"\nstart = 0\nend = 6\nquote = "Ronald"\n'),
        [f"{A}: refused[0].quote: is not what the text says there"],
    ),
    ("orphan", _write("annotations/coder-a/x/b.toml", ""), ["annotations/coder-a/x/b.toml: article: there is no article “x/b”"]),
    ("orphan of the gold", _write("gold/b.toml", ""), ["gold/b.toml: article: there is no article “b”"]),
    ("nobody's file", _write("annotations/b.toml", ""), ["annotations/b.toml: lies in no annotator's folder"]),
    ("nobody's folder", _folder("annotations/Coder C"), ["annotations/Coder C: ", "rename it to “coder-c”"]),
    ("gold, from nowhere", _gold("coder-a/a-000000"), ["gold/libya-haftar.toml: actor a-gold01: from[0]: ", "coder-a/a-000000"]),
    ("gold, from nobody", _gold("coder-x/a-yo0n3b"), ["gold/libya-haftar.toml: actor a-gold01: from[0]: ", "coder-x/a-yo0n3b"]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_found_named_and_left_as_it_was(
    call_sample: Caller, change: Callable[[Path], None], wanted: list[str]
) -> None:
    assert call_sample.root is not None
    change(call_sample.root)
    before = _contents(call_sample.root)
    said = call_sample("check")
    assert said.status == 1
    assert [one for one in wanted if one not in said.out] == []
    assert said.err.startswith(f"{len(said.lines)} problem")
    assert _contents(call_sample.root) == before
    assert [" ".join(str(problem).split("\n")) for problem in check_project(call_sample.root)] == said.lines


def _contents(root: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(root.rglob("*"))}


def test_a_right_project_says_nothing(call_sample: Caller) -> None:
    assert call_sample("check") == (0, "", "")
    assert call_sample("check", "--json").json == []


def test_gold_that_was_decided_from_what_is_there_is_right(call_sample: Caller) -> None:
    assert call_sample.root is not None
    _gold("coder-a/a-yo0n3b")(call_sample.root)
    assert call_sample("check") == (0, "", "")


@pytest.mark.parametrize(
    ("status", "source", "said"),
    [
        ("open", "coder-a/a-yo0n3b", ""),
        ("open", "coder-a/a-000000", "there is no record “coder-a/a-000000”"),
        ("done", "coder-a/a-yo0n3b", "“coder-a/a-yo0n3b” is not decided, and the gold is done"),
    ],
)
def test_gold_may_point_to_what_is_not_decided_yet_while_it_is_open(
    call_sample: Caller, status: str, source: str, said: str
) -> None:
    assert call_sample.root is not None
    _gold("coder-a/a-ix4syv")(call_sample.root)
    gold = call_sample.root / "gold/libya-haftar.toml"
    text = gold.read_text(encoding="utf-8").replace('annotator = "gold"', f'annotator = "gold"\nstatus = "{status}"')
    stance = f'[[stance]]\nid = "s-gold01"\nholder = "{source}"\ntarget = "a-gold01"\npolarity = "support"\n'
    gold.write_text(text.replace("[[actor]]", f"{stance}[[actor]]", 1), encoding="utf-8")
    assert [line.rpartition(": ")[2] for line in call_sample("check").lines] == ([said] if said else [])


def test_gold_is_not_blamed_for_a_coder_whose_file_cannot_be_read(call_sample: Caller) -> None:
    assert call_sample.root is not None
    _gold("coder-a/a-yo0n3b")(call_sample.root)
    write(call_sample.root, A, "[")
    said = call_sample("check")
    assert [line.partition(": ")[0] for line in said.lines] == [A]


def test_many_problems_are_all_reported(call_sample: Caller) -> None:
    assert call_sample.root is not None
    for name, change, _ in CASES:
        if name in (
            "settings, syntax",
            "catalogue, syntax",
            "article, bytes",
            "record, quote",
            "record, value",
            "orphan",
        ):
            change(call_sample.root)
    said = call_sample("check")
    assert len(said.lines) == 6
    assert said.err == "6 problems in 5 files\n"


def test_as_json_every_part_has_its_key(call_sample: Caller) -> None:
    assert call_sample.root is not None
    _replace(A, '"Donald Trump"', '"Donald Duck"')(call_sample.root)
    said = call_sample("check", "--json")
    (problem,) = said.json
    assert problem.pop("what").startswith("the text says “Donald Trump” there")
    assert problem == {"path": A, "record": "actor a-yo0n3b", "key": "mention[0].quote"}
    assert said.status == 1


def test_a_quote_of_several_lines_stays_one_line(call_sample: Caller) -> None:
    assert call_sample.root is not None
    _replace(A, '"Donald Trump"', '"Donald\\nDuck"')(call_sample.root)
    assert len(call_sample("check").lines) == 1


def test_a_folder_of_texts_is_checked_too(call: Caller, tmp_path: Path) -> None:
    write(tmp_path, "texts/a.txt", "fine")
    assert call("-C", "texts", "check") == (0, "", "")
    write(tmp_path, "texts/b.txt", b"\xff")
    assert call("-C", "texts", "check").lines == [
        "b.txt: byte 0 is not UTF-8 (invalid start byte); save the file as UTF-8"
    ]


def test_the_persons_own_settings_and_keymap_are_checked(call_sample: Caller) -> None:
    write(config_folder(), "settings.toml", 'keymap = "mine"\n')
    write(config_folder(), "keymaps/mine.toml", 'format = 1\nbase = "default"\n[article]\n"move.sideways" = ["z"]\n')
    said = call_sample("check")
    assert said.status == 1
    assert "mine.toml: " in said.out
    assert "move.sideways" in said.out
    write(config_folder(), "settings.toml", "colour = 1\n")
    assert "settings.toml: " in call_sample("check").out


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="the superuser reads everything")
def test_a_folder_that_cannot_be_read_is_named(call_sample: Caller) -> None:
    assert call_sample.root is not None
    closed = call_sample.root / "articles/closed"
    closed.mkdir(mode=0)
    said = call_sample("check")
    closed.chmod(0o700)
    assert said.lines == ["articles/closed: cannot be read: Permission denied"]


def test_a_check_can_be_cancelled(call_sample: Caller) -> None:
    assert call_sample.root is not None
    write(call_sample.root, "articles/a.txt", b"\xff")

    class Cancelled(Quiet):
        cancelled = True

    assert list(check_project(call_sample.root, Cancelled())) == []


@pytest.mark.parametrize(
    "spoil",
    [_append("entities/people.toml", "[[enti\n"), _folder("entities/states.toml")],
    ids=["no TOML", "a folder"],
)
def test_a_catalogue_that_cannot_be_read_is_one_message_and_no_link_is_blamed(
    call_sample: Caller, spoil: Callable[[Path], None]
) -> None:
    assert call_sample.root is not None
    spoil(call_sample.root)
    (line,) = call_sample("check").lines
    assert line.startswith("entities/")
    desk, _ = Desk.open(call_sample.root, "coder-a")
    session = desk.session(desk.article("libya-haftar"))
    assert session.editor.problems == {}
    session.close()
