"""``agree`` on the sample and on projects in which something is wrong."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.cli.calls import sample
from workbench.cli.agree import agree
from workbench.cli.commands import Asked
from workbench.core.errors import UsageError
from workbench.review.tables import COLUMNS


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the sample project, with its two coders."""
    return sample(tmp_path)


def _call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(agree, [*arguments, "--rounds", "5"], obj=Asked(str(root), ""), standalone_mode=False)


def test_tables_of_the_sample(root: Path) -> None:
    said = _call(root)
    assert said.return_value == 0
    lines = said.stdout.splitlines()
    assert lines[0] == "actor"
    assert lines[1].split() == ["on", "measure", "coder-a", "/", "coder-b"]
    assert any(line.split()[:2] == ["mention", "span_f1_exact"] for line in lines)
    assert any("undefined, because" in line for line in lines)
    assert said.stderr == ""


def test_json_has_the_agreed_keys_and_single_articles(root: Path) -> None:
    found = json.loads(_call(root, "--json").stdout)
    assert all(list(row) == list(COLUMNS) for row in found)
    assert {row["article"] for row in found} == {None, "libya-haftar"}
    assert {"span_f1_exact", "span_f1_partial", "token_f1", "cohen_kappa", "fleiss_kappa"} <= {
        row["measure"] for row in found
    }


def test_csv_markdown_latex_and_methods(root: Path) -> None:
    assert next(csv.DictReader(io.StringIO(_call(root, "--csv").stdout)))["layer"] == "actor"
    assert _call(root, "--markdown").stdout.startswith("## actor\n")
    assert r"\toprule" in _call(root, "--latex").stdout
    assert "Cohen's κ (1960, unweighted)" in _call(root, "--methods").stdout
    assert "polarity: rows coder-a, columns coder-b" in _call(root, "--confusion").stdout


def test_one_layer(root: Path) -> None:
    assert {row["layer"] for row in json.loads(_call(root, "--json", "--layer", "stance").stdout)} == {"stance"}
    with pytest.raises(UsageError, match="there is no layer “stanza”; there are actor, stance, claim"):
        raise _error(_call(root, "--layer", "stanza"))


def _error(said: Result) -> BaseException:
    assert said.exception is not None
    return said.exception


def test_annotators_by_name(root: Path) -> None:
    shutil.copytree(root / "annotations" / "coder-b", root / "annotations" / "coder-c")
    file = root / "annotations" / "coder-c" / "libya-haftar.toml"
    file.write_text(file.read_text("utf-8").replace('annotator = "coder-b"', 'annotator = "coder-c"'), "utf-8")
    found = json.loads(_call(root, "--json", "--annotators", "coder-c, coder-b").stdout)
    assert {tuple(row["annotators"]) for row in found} == {("coder-b", "coder-c")}
    assert {row["value"] for row in found if row["measure"] == "span_f1_exact"} == {1.0}
    assert {len(row["annotators"]) for row in json.loads(_call(root, "--json").stdout)} == {2, 3}
    with pytest.raises(UsageError, match="nobody has no annotations here; there are coder-a, coder-b, coder-c"):
        raise _error(_call(root, "--annotators", "coder-a,nobody"))
    with pytest.raises(UsageError, match="coder-a stands twice"):
        raise _error(_call(root, "--annotators", "coder-a,coder-a"))


def test_broken_files_are_named_and_left_out(root: Path) -> None:
    for name, text in (("coder-c", "format = [\n"), ("coder-d", "")):
        folder = root / "annotations" / name
        folder.mkdir()
        source = (root / "annotations" / "coder-a" / "libya-haftar.toml").read_text("utf-8")
        other = source.replace('annotator = "coder-a"', f'annotator = "{name}"').replace(
            'text_sha256 = "', 'text_sha256 = "0'
        )
        (folder / "libya-haftar.toml").write_text(text or other, "utf-8")
    said = _call(root, "--json")
    assert said.return_value == 1
    assert {tuple(row["annotators"]) for row in json.loads(said.stdout)} == {("coder-a", "coder-b")}
    assert "annotations/coder-c/libya-haftar.toml: " in said.stderr
    assert "annotations/coder-d/libya-haftar.toml: text_sha256: was made on another text" in said.stderr


def test_one_annotator_alone_cannot_agree(root: Path) -> None:
    shutil.rmtree(root / "annotations" / "coder-b")
    with pytest.raises(UsageError, match="needs the files of two annotators"):
        raise _error(_call(root))


def test_a_number_of_rounds_is_not_negative(root: Path) -> None:
    said = CliRunner().invoke(agree, ["--rounds", "-1"], obj=Asked(str(root), ""), standalone_mode=False)
    assert isinstance(said.exception, click.BadParameter)
