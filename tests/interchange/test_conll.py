"""Tags in columns, judged by seqeval and by ``datasets``."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.strategies import CODEBOOK, texts
from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.codebook import Layer
from workbench.core.errors import Problem
from workbench.interchange.exchange import (
    Brought,
    Document,
    File,
    Loss,
    Options,
    Surroundings,
    exchange_format,
)
from workbench.interchange.naming import made_article
from workbench.interchange.ours import default
from workbench.interchange.tagging import Stretch, sentence_ends, stretches, tags, tokens

from .fixtures import brought, fixture, states
from .golden_case import CATALOGUE, document
from .law import source_of

SCHEMES = ("bio", "bioes")


@st.composite
def _stretches(draw: st.DrawFn) -> tuple[int, list[Stretch]]:
    cuts = sorted(draw(st.sets(st.integers(0, 12), max_size=8)))
    made = [Stretch(first, end, draw(st.sampled_from("XY"))) for first, end in pairwise(cuts) if draw(st.booleans())]
    return 12, made


@pytest.mark.parametrize("scheme", SCHEMES)
@settings(max_examples=50)
@given(_stretches())
def test_tags_come_back_and_seqeval_reads_the_same(scheme: str, given_: tuple[int, list[Stretch]]) -> None:
    scheme_module = pytest.importorskip("seqeval.scheme")
    from seqeval.metrics.sequence_labeling import get_entities

    count, made = given_
    found = tags(count, made, scheme)  # type: ignore[arg-type]
    assert list(stretches(found)) == made
    read = scheme_module.Entities([found], {"bio": scheme_module.IOB2, "bioes": scheme_module.IOBES}[scheme]).entities[
        0
    ]
    assert sorted((one.start, one.end, one.tag) for one in read) == sorted(made)
    assert [(first, end + 1, label) for label, first, end in get_entities(found)] == made


@pytest.mark.parametrize(
    ("given_", "made"),
    [
        ("I-X I-X O", [(0, 2, "X")]),  # IOB1
        ("I-X B-X I-Y", [(0, 1, "X"), (1, 2, "X"), (2, 3, "Y")]),
        ("B-X L-X U-Y", [(0, 2, "X"), (2, 3, "Y")]),  # BILOU
        ("S-X E-X B-X", [(0, 1, "X"), (1, 2, "X"), (2, 3, "X")]),
        ("B-X-Y I-X-Y", [(0, 2, "X-Y")]),
    ],
)
def test_tags_of_other_schemes_and_of_none(given_: str, made: list[tuple[int, int, str]]) -> None:
    assert list(stretches(given_.split())) == made


@given(texts, st.lists(st.integers(0, 60)))
def test_tokens_hold_every_character_that_is_not_blank(text: str, cuts: list[int]) -> None:
    found = tokens(text, [cut for cut in cuts if cut <= len(text)])
    assert "".join(text[start:end] for start, end in found) == "".join(text.split())
    assert all(not any(char.isspace() for char in text[start:end]) for start, end in found)
    assert not any(start < cut < end for start, end in found for cut in cuts if cut <= len(text))
    ends = sentence_ends(text, found, [], "en")
    assert ends == sorted(set(ends))
    assert ends[-1:] == ([len(found)] if found else [])


def test_no_sentence_ends_inside_what_is_labelled() -> None:
    text = "One ran. Two ran. Three ran."
    found = tokens(text)
    assert sentence_ends(text, found, [], "en") == [3, 6, 9]
    assert sentence_ends(text, found, [Stretch(1, 5, "X")], "en") == [6, 9]


def _written(name: str, given_: dict[str, str] | None = None, split: dict[str, str] | None = None) -> dict[str, str]:
    write = exchange_format(name).write
    assert write is not None
    around = Surroundings(CODEBOOK, CATALOGUE, Options(settings=given_ or {}, split=split or {}))
    return {one.name: one.data.decode("utf-8") for one in write([document()], around) if isinstance(one, File)}


def test_labels_by_kind_by_layer_and_by_role() -> None:
    def labels(name: str, **given_: str) -> set[str]:
        (text,) = _written(name, given_).values()
        return {line.split()[-1].partition("-")[2] for line in text.splitlines() if "B-" in line}

    assert labels("conll2003") == {"PER", "actor", "claim.content", "claim.cue"}
    rest = {"claim.content", "claim.cue"}
    assert labels("bio") == {"actor", *rest}
    assert labels("bio", labels="kind") == labels("conll2003")
    assert labels("bio", roles="yes") == {"claim.source", "stance.holder", *rest}


def test_a_part_of_the_split_has_its_file() -> None:
    assert list(_written("bio", split={"libya": "dev"})) == ["dev.bio"]


def _read(name: str, data: str, file: str = "x.bio") -> list[Brought]:
    read = exchange_format(name).read
    assert read is not None
    return list(read(source_of([File(file, data.encode("utf-8"))]), Surroundings(default())))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bio", "Ann\tB-PER\nran\n", "x.bio: line 2: has 1 columns, the sentence began with 2"),
        ("bio", "Ann\tB-PER\nran\tX\n", "x.bio: line 2: has no tag such as O"),
        ("conll2003", "Ann NNP B-NP B-PER\nran VB O O O\n", "x.bio: line 2: has 5 columns, the sentence began with 4"),
        ("bio", "\n\nAnn\n", "x.bio: line 3: has 1 columns"),
    ],
)
def test_a_broken_line_is_named(name: str, data: str, said: str) -> None:
    (problem,) = [one for one in _read(name, data) if isinstance(one, Problem)]
    assert str(problem).startswith(said)


def test_conll_2003_as_it_is_published() -> None:
    data = (
        "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\nGerman JJ B-NP B-MISC\ncall NN I-NP O\n\n"
        "# CD B-NP O\nPeter NNP B-NP I-PER\nBlackburn NNP I-NP I-PER\n\n-DOCSTART- -X- -X- O\n\nLondon NNP B-NP B-LOC\n"
    )
    found = [one for one in _read("conll2003", data, "eng.testa") if isinstance(one, Document)]
    assert [one.article.id for one in found] == ["eng-1", "eng-2"]
    assert str(found[0].article.text) == "EU rejects German call\n# Peter Blackburn\n"
    said = [(one.parts["mention"][0].quote, one.text("kind")) for one in states(list(found))[0].of_layer("actor")]
    assert said == [("EU", "organization"), ("German", "other"), ("Peter Blackburn", "person")]


def test_universal_ner_comes_in_with_its_own_text() -> None:
    path = fixture("conll") / "en_ewt-ud-dev.iob2"
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and line[0] != "#"]
    documents = [line for line in path.read_text("utf-8").splitlines() if line.startswith("# newdoc id = ")]
    lines = [line[9:] for line in path.read_text("utf-8").splitlines() if line.startswith("# text = ")]
    found = brought("bio", path)
    records = [one for state in states(found) for one in state.records.values()]
    kinds = {"LOC": "place", "ORG": "organization", "PER": "person"}
    assert Counter(one.text("kind") for one in records) == Counter(
        kinds[row[2][2:]] for row in rows if row[2][0] == "B"
    )
    assert len([one for one in found if isinstance(one, Document)]) == len(documents)
    whole = {line for one in found if isinstance(one, Document) for line in str(one.article.text).split("\n")}
    assert sum(line in whole for line in lines) > 0.99 * len(lines)


def test_an_unknown_label_is_a_layer_of_its_own() -> None:
    found = _read("bio", "Ann\tB-Gene\n")
    assert [(one.name, one.prefix) for one in found if isinstance(one, Layer)] == [("gene", "g")]


def test_what_overlaps_is_lost_and_said() -> None:
    article = made_article("x", "Ann Lee ran")
    spans = {"a-1": (0, 7), "a-2": (4, 11), "a-3": (8, 11)}
    records = {
        key: Record("actor", key, {"mention": (Fragment(start, end, "Ann Lee ran"[start:end]),)})
        for key, (start, end) in spans.items()
    }
    state = Annotations(Header("x", article.sha256, "ann"), records)
    write = exchange_format("bio").write
    assert write is not None
    given_ = list(write([Document(article, (state,))], Surroundings(CODEBOOK)))
    assert [(one.record, one.key, one.rule) for one in given_ if isinstance(one, Loss)] == [
        ("ann/a-2", "mention", "overlap")
    ]


def test_seqeval_scores_our_columns(tmp_path: Path) -> None:
    metrics = pytest.importorskip("seqeval.metrics")
    (text,) = _written("bio").values()
    columns = [[line.split("\t")[1] for line in block.splitlines() if "\t" in line] for block in text.split("\n\n")]
    gold = [column for column in columns if column]
    wrong = [["O" if tag.endswith("actor") else tag for tag in column] for column in gold]
    assert metrics.f1_score(gold, gold) == 1.0
    assert metrics.recall_score(gold, wrong) == pytest.approx(4 / 6)


def test_datasets_loads_the_columns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HF_HOME", "HF_DATASETS_CACHE"):
        monkeypatch.setenv(name, str(tmp_path / "cache"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    for name, delimiter, columns in (
        ("bio", "\t", ["token", "tag"]),
        ("conll2003", " ", ["token", "pos", "chunk", "tag"]),
    ):
        (text,) = _written(name).values()
        path = tmp_path / f"{name}.txt"
        path.write_text(text, "utf-8")
        loaded = datasets.load_dataset(
            "csv",
            data_files=str(path),
            split="train",
            delimiter=delimiter,
            column_names=columns,
            quoting=csv.QUOTE_NONE,
            skip_blank_lines=True,
            keep_default_na=False,
            cache_dir=str(tmp_path / "cache"),
        )
        ours = [tuple(line.split(delimiter)) for line in text.splitlines() if line.strip()]
        rows = [tuple(row[column] for column in columns) for row in loaded]
        assert [row for row in rows if row[-1]] == [row for row in ours if len(row) == len(columns)]
