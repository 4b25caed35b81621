"""What an import is given: the files of a folder or a zip, as far as their endings fit, and what is left unread."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from workbench.core.errors import FileError, UsageError
from workbench.core.progress import Quiet
from workbench.desk.sources import Reading

FILES = {"a/one.tsv": b"1", "a/two.TSV": b"2", "README.md": b"r", ".hidden": b"h", "__MACOSX/one.tsv": b"m"}


def _folder(root: Path) -> Path:
    for name, data in FILES.items():
        path = root / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root / "in"


def _zipped(path: Path, **more: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("a/"), b"")
        for name, data in {**FILES, **more}.items():
            packed.writestr(name, data)
    return path


def test_a_folder_and_a_zip_give_the_files_of_the_format(tmp_path: Path) -> None:
    zipped = Reading(_zipped(tmp_path / "in.ZIP"), Quiet(), (".tsv",))
    assert {name: load() for name, load in zipped.source.files.items()} == {"a/one.tsv": b"1", "a/two.TSV": b"2"}
    assert (zipped.source.name, zipped.unread) == ("in.ZIP", ["README.md"])
    folder = Reading(_folder(tmp_path), Quiet(), (".tsv",))
    assert set(folder.source.files) == {"a/one.tsv", "a/two.TSV", "__MACOSX/one.tsv"}
    assert folder.source.files["a/one.tsv"]() == b"1"
    assert folder.unread == ["README.md", "__MACOSX/one.tsv", "a/two.TSV"]


def test_one_file_is_given_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"x")
    found = Reading(tmp_path / "notes.txt", Quiet(), (".tsv",))
    assert {name: load() for name, load in found.source.files.items()} == {"notes.txt": b"x"}
    assert found.unread == []


def test_no_name_in_a_zip_leads_anywhere(tmp_path: Path) -> None:
    path = _zipped(
        tmp_path / "in.zip", **{"../out.tsv": b"o", "/etc/x.tsv": b"e", "a/b\\c.tsv": b"w", "n\x1b.tsv": b"c"}
    )
    assert set(Reading(path, Quiet()).source.files) == {"a/one.tsv", "a/two.TSV", "README.md"}


def test_a_broken_zip_is_named(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(FileError, match=r"^no\.zip: is no zip that can be opened"):
        Reading(tmp_path / "no.zip", Quiet())
    path = _zipped(tmp_path / "in.zip")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"a/one.tsv", b"a/0ne.tsv", 1))
    with pytest.raises(FileError, match=r"^a/one\.tsv: cannot be unpacked"):
        Reading(path, Quiet()).source.files["a/one.tsv"]()
    with pytest.raises(UsageError, match="there is no such file or folder"):
        Reading(tmp_path / "nothing", Quiet())


def test_a_zip_in_a_folder_is_what_is_in_it_where_the_format_packs(tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    for name, inner in (
        ("ann", {"x.xmi": b"x", "TypeSystem.xml": b"t", "log.txt": b"l"}),
        ("two", {"a.xmi": b"a", "b.xmi": b"b"}),
    ):
        with zipfile.ZipFile(folder / "a" / f"{name}.zip", "w") as packed:
            for one, data in inner.items():
                packed.writestr(one, data)
    found = Reading(folder, Quiet(), (".xmi", ".xml"), packed=True)
    assert {name: load() for name, load in found.source.files.items()} == {
        "a/x.xmi": b"x",
        "a/ann.TypeSystem.xml": b"t",
        "a/two.a.xmi": b"a",
        "a/two.b.xmi": b"b",
    }
    assert "a/ann.zip" not in found.unread
    assert Reading(folder, Quiet(), (".xmi", ".xml")).source.files == {}
    (folder / "a" / "bad.zip").write_bytes(b"x")
    with pytest.raises(FileError, match=r"^a/bad\.zip: is no zip"):
        Reading(folder, Quiet(), (".xmi",), packed=True)
