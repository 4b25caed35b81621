"""``workbench network``: DNA's numbers from DNA's sample, forms, filters, and what is left out."""

from __future__ import annotations

import io
import json
from pathlib import Path

import networkx
import pytest

from ..interchange.dna_base import SAMPLE, sample
from ..network.dl_reader import read_dl
from .calls import Caller
from .calls import sample as libya


@pytest.fixture
def dna(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls on a project that holds DNA's sample."""
    sample()
    call = Caller(capsys)
    call("init", tmp_path / "p")
    call.root = tmp_path / "p"
    assert call("import", "dna", SAMPLE).status == 0
    return call


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    """Calls on a copy of the sample project."""
    return Caller(capsys, libya(tmp_path))


def test_the_numbers_of_dna(dna: Caller) -> None:
    found = dna("network", "--json")
    assert found.status == 0
    assert "40 statements, 7 actors, 6 issues" in found.err
    assert found.json["sum"] == 40
    sums = {
        rule: dna("network", "actors", "--by", rule, "--json").json["sum"]
        for rule in ("ignore", "congruence", "conflict")
    }
    assert sums == {"ignore": 276, "congruence": 160, "conflict": 116}
    assert dna("network", "factions", "--dna-compat", "--json").json["polarization"] == pytest.approx(
        0.5342493, abs=5e-8
    )
    plain = dna("network", "factions").lines
    assert plain[0] == "polarization 0.6640854"
    assert "faction 2" in plain


def test_the_table_names_its_columns(dna: Caller) -> None:
    lines = dna("network").lines
    assert lines[0].split() == list("123456")
    assert lines[1].split() == ["Alliance", "to", "Save", "Energy", "0", "1", "0", "0", "2", "1"]
    assert lines[8] == "1 = Cap and trade is the solution."
    assert lines[-1] == "sum 40"


def test_every_form_is_a_file_that_is_read(dna: Caller, tmp_path: Path) -> None:
    for form in ("graphml", "visone"):
        graph = networkx.read_graphml(io.BytesIO(dna("network", "actors", "--format", form).out.encode("utf-8")))
        assert sum(data["weight"] for *_, data in graph.edges(data=True)) == 80
    graph = networkx.read_gexf(io.BytesIO(dna("network", "--format", "gexf").out.encode("utf-8")))
    assert sum(data["weight"] for *_, data in graph.edges(data=True)) == 40
    assert sum(map(sum, read_dl(dna("network", "--format", "dl").out)[2])) == 40
    assert dna("network", "--format", "csv").out.startswith('"";"Cap and trade is the solution."')
    for form in ("svg", "svg-matrix"):
        path = tmp_path / f"{form}.svg"
        assert dna("network", "--format", form, "--out", path).lines == [str(path)]
        assert path.read_text("utf-8").startswith("<svg ")
    table = tmp_path / "table.txt"
    dna("network", "--out", table)
    assert table.read_text("utf-8").endswith("sum 40\n")
    assert dna("network", "--out", tmp_path / "no" / "table.txt").status == 2


def test_windows_of_time(dna: Caller, tmp_path: Path) -> None:
    lines = dna("network", "--window", "days", "--size", "1").lines
    assert lines[0] == "time;row;column;weight"
    assert sum(float(line.rsplit(";", 1)[1]) for line in lines[1:]) == 40
    found = dna("network", "--window", "weeks", "--size", "2", "--kernel", "gaussian", "--json").json
    assert [one["middle"] for one in found] == [
        f"{day}T00:00:00" for day in ("2005-01-26", "2005-02-02", "2005-02-09", "2005-02-16")
    ]
    files = dna("network", "--window", "weeks", "--size", "2", "--format", "dl", "--out", tmp_path / "series").lines
    assert [Path(one).name for one in files] == [f"two-mode-{number}.dl" for number in range(1, 5)]
    assert dna("network", "--window", "weeks", "--format", "dl").status == 2
    assert "longer unit" in dna("network", "--window", "seconds").err
    rows = dna("network", "polarity", "--window", "days", "--format", "csv").lines
    assert rows[0] == "middle;support;between;oppose;mean;polarization"
    assert "<svg" in dna("network", "polarity", "--format", "svg").out


def test_filters(dna: Caller) -> None:
    assert dna("network", "--issue", "cap-and-trade-is-the-solution", "--json").json["sum"] == 1
    assert dna("network", "--who", "Senate", "--json").json["sum"] == 5
    assert dna("network", "--since", "2005-02-16", "--json").json["sum"] == 16
    assert dna("network", "--until", "2005-01-26", "--json").json["sum"] == 4
    assert dna("network", "--duplicates", "acrossrange", "--json").json["sum"] == 22
    assert dna("network", "--annotators", "coder-2").status == 2
    assert "there is no issue" in dna("network", "--issue", "none").err
    assert "not by “congruence”" in dna("network", "--by", "congruence").err
    assert "coder-9 has no annotations" in dna("network", "--annotators", "coder-9").err


def test_what_is_left_out_is_said(here: Caller) -> None:
    found = here("network", "--by", "subtract", "--annotators", "coder-a", "--json")
    assert found.status == 0
    assert "left out: 9 × takes no side" in found.err
    assert "has no organization" in found.err
    assert "is about somebody" in found.err
    wider = here(
        "network", "--by", "subtract", "--annotators", "coder-a", "--actor", "holder", "--targets", "all", "--json"
    )
    assert len(wider.json["rows"]) > len(found.json["rows"])
    both = here("network")
    assert "articles with statements of several annotators: 1" in both.err
    assert here("network", "polarity").status == 2


def test_the_gold_counts_where_there_is_one(here: Caller) -> None:
    assert here.root is not None
    gold = here.root / "gold" / "libya-haftar.toml"
    gold.parent.mkdir()
    text = (here.root / "annotations" / "coder-a" / "libya-haftar.toml").read_text("utf-8")
    gold.write_text(text.replace('annotator = "coder-a"', 'annotator = "gold"'), "utf-8")
    found, alone = here("network", "--json"), here("network", "--annotators", "coder-a", "--json")
    assert json.loads(found.out) == json.loads(alone.out)
    assert "several annotators" not in found.err


def test_wider_issues(here: Caller) -> None:
    narrow = here("network", "--annotators", "coder-a", "--json").json
    wide = here("network", "--annotators", "coder-a", "--top", "--json").json
    assert wide["sum"] == narrow["sum"]
    assert {one["id"] for one in wide["columns"]} == {"issue:us-foreign-policy", "issue:us-russia-competition"}
