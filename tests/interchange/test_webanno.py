from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
    documents_of,
    fixtures,
    joined,
    losses_of,
    of_path,
    plain,
    problems_of,
    projects,
    source,
    unsound,
    with_layers,
    written,
)
from workbench.core.annotation import Record
from workbench.interchange.exchange import Document
from workbench.interchange.webanno import EXCHANGE
from workbench.interchange.webanno_columns import parse

HEAD = b"#FORMAT=WebAnno TSV 3.3\n#T_SP=de.x.NamedEntity|identifier|value\n#T_RL=x.Rel|label|BT_de.x.NamedEntity\n\n\n"


@settings(max_examples=60)
@given(projects)
def test_what_we_wrote_comes_back_as_it_was(project: tuple[Document, ...]) -> None:
    files, losses = written(EXCHANGE, project)
    assert losses == []
    found = brought(EXCHANGE, source(files))
    assert problems_of(found) == []
    assert losses_of(found) == []
    assert [plain(one) for one in joined(documents_of(found))] == [plain(one) for one in project]


@settings(max_examples=30)
@given(projects)
def test_offsets_are_utf_16_units_and_tokens_stand_there(project: tuple[Document, ...]) -> None:
    files, _ = written(EXCHANGE, project)
    texts = {one.article.id: str(one.article.text).encode("utf-16-le") for one in project}
    for name, data in files.items():
        units = texts[name.partition("/")[2].rpartition("/")[0]]
        for sentence in parse(data.decode("utf-8"), "x").sentences:
            for row in sentence.rows:
                assert units[2 * row.start : 2 * row.end].decode("utf-16-le") == row.form


@pytest.mark.parametrize("every", [11, pytest.param(1, marks=pytest.mark.slow)])
def test_every_text_of_gum_is_read(every: int) -> None:
    """The plain run reads some of them, the slow one all."""
    spans: Counter[str] = Counter()
    for path in sorted((fixtures("gum_wikinews") / "webanno_tsv").glob("*.tsv"))[::every]:
        found = brought(EXCHANGE, of_path(path), EMPTY)
        assert problems_of(found) == [], path.name
        assert unsound(found, EMPTY) == [], path.name
        assert {loss.rule for loss in losses_of(found)} <= {"tokens"}, path.name
        (document,) = documents_of(found)
        records = list(document.annotations[0].records.values())
        lines = path.read_text("utf-8").split("\n")
        assert Counter(record.layer for record in records) == _expected(lines), path.name
        spans.update(record.layer for record in records)
        assert len(document.foreign) == sum(line.startswith("#Summary") for line in lines)
    assert set(spans) == {"referent", "coref"}


def _expected(lines: list[str]) -> Counter[str]:
    """How many mentions and links a GUM file holds, counted from its cells: five columns of mentions, two of links."""
    mentions: set[str] = set()
    links = 0
    for line in lines:
        cells = line.split("\t")
        if len(cells) > 9 and not line.startswith("#"):
            for place, value in enumerate(cells[3].split("|")):
                if cells[3] != "_":
                    mentions.add(value[value.rindex("[") :] if value.endswith("]") else f"{cells[0]} {place}")
            links += len(cells[9].split("|")) if cells[9] != "_" else 0
    return +Counter(referent=len(mentions), coref=links)


def test_a_text_of_gum_comes_back_from_our_own_file() -> None:
    found = brought(EXCHANGE, of_path(fixtures("gum_wikinews") / "webanno_tsv" / "GUM_news_crane.tsv"), EMPTY)
    around = with_layers(found)
    files, losses = written(EXCHANGE, documents_of(found), around)
    assert losses == []
    again = brought(EXCHANGE, source(files), around)
    assert [plain(one) for one in documents_of(again)] == [plain(one) for one in documents_of(found)]
    assert next(iter(files.values())).count(b"#Summary") == 5


@cache
def _judge() -> tuple[Any, Any]:
    """cassis, and the types that the suite uses."""
    cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
    systems = []
    for types in (
        fixtures("inception", "webanno_tsv") / "desc/type/webannoTestTypes.xml",
        fixtures("cassis_test_files") / "typesystems/webanno_types.xml",
    ):
        with types.open("rb") as data:
            systems.append(cassis.load_typesystem(data))
    system = cassis.merge_typesystems(*systems)
    for name, feature in (
        ("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "order"),
        ("webanno.custom.ComplexRelation", "intValue"),
    ):
        if system.get_type(name).get_feature(feature) is None:
            system.create_feature(system.get_type(name), feature, "uima.cas.Integer")
    return cassis, system


SUITE = sorted(Path(__file__).parents[3].glob("shared/fixtures/inception/webanno_tsv/tsv3-suite/*/reference.xmi"))


@pytest.mark.parametrize("path", SUITE or [None], ids=lambda path: path.parent.name if path else "absent")
def test_every_case_of_inceptions_suite_is_what_its_xmi_says(path: Path | None) -> None:
    """The judge: dkpro-cassis reads the XMI that INCEpTION keeps beside each file."""
    cassis, system = _judge()
    assert path is not None
    found = brought(EXCHANGE, of_path(path.with_suffix(".tsv")), EMPTY)
    assert problems_of(found) == []
    assert unsound(found, EMPTY) == []
    (document,) = documents_of(found)
    with path.open("rb") as data:
        cas = cassis.load_cas_from_xmi(data, typesystem=system, lenient=True)
    text = str(document.article.text)
    assert text.split() == (cas.sofa_string or "").split()
    records = [one for one in document.annotations[0].records.values() if one.layer not in OF_TOKENS]
    theirs = [one for one in cas.select_all_fs() if one.type.name.startswith(("webanno.custom.", NAMED))]
    spans = [one for one in theirs if hasattr(one, "begin") and not hasattr(one, "Governor")]
    said = [cas.sofa_string[one.begin : one.end].strip() for one in spans]
    assert Counter(words for record in records for words in _words(record)) == Counter(filter(None, said))
    features = [one.type.get_feature("value") and one.value for one in spans]
    values = [value for value, words in zip(features, said, strict=True) if words and value]
    assert Counter(filter(None, (record.text("value") for record in records if record.parts))) == Counter(values)
    relations = [one for one in theirs if hasattr(one, "Governor")]
    assert sum("head" in record.values for record in records) == len(relations)


NAMED = "de.tudarmstadt.ukp.dkpro.core.api.ner"
OF_TOKENS = ("pos", "lemma", "stem", "morphologicalfeatures", "dependency", "token", "surfaceform")


def _words(record: Record) -> list[str]:
    return [fragment.quote.strip() for _, fragment in record.fragments()]


def test_every_other_file_of_inception_is_read_or_refused_with_its_line() -> None:
    read = refused = 0
    for path in sorted(fixtures("inception").rglob("*.tsv")):
        found = brought(EXCHANGE, of_path(path), EMPTY)
        if path.read_bytes().startswith(b"#FORMAT=WebAnno TSV 3"):
            assert problems_of(found) == [], path
            assert len(documents_of(found)) == 1
            read += 1
        else:
            (problem,) = problems_of(found)
            assert str(problem).startswith(f"{path.name}: line 1: ")
            refused += 1
    assert (read, refused) != (0, 0)


def test_emoji_links_and_chains() -> None:
    suite = fixtures("inception", "webanno_tsv", "tsv3-suite")
    (emoji,) = documents_of(brought(EXCHANGE, of_path(suite / "testSentenceWithEmoji" / "reference.tsv"), EMPTY))
    assert [record.parts["text"] for record in emoji.annotations[0].of_layer("span")] == [((10, 11, "😊"),)]
    (slots,) = documents_of(brought(EXCHANGE, of_path(suite / "testSimpleSlotFeature" / "reference.tsv"), EMPTY))
    state = slots.annotations[0]
    (host,) = state.of_layer("simplelinkhost")
    assert host.values["links_roles"] == ("p1", "p2")
    assert [state.records[one].parts["text"][0].quote for one in host.references("links")] == ["is", "a"]
    (chain,) = documents_of(brought(EXCHANGE, of_path(suite / "testMultiTokenChain" / "reference.tsv"), EMPTY))
    first, second = chain.annotations[0].of_layer("simplelink")
    assert (first.parts["text"][0].quote, first.references("next")) == ("This is", (second.id,))


def test_names_become_actors_and_wikidata_entities() -> None:
    rows = (
        "#Text=Ann met Bob\n1-1\t0-3\tAnn\thttp://www.wikidata.org/entity/Q1016\tPER\t_\t_\t\n"
        "1-2\t4-7\tmet\t_\t_\t_\t_\t\n1-3\t8-11\tBob\t*\tPERSON\tlikes\t1-1\t\n"
    )
    found = brought(EXCHANGE, source({"annotation/news.txt/ann.tsv": HEAD + rows.encode()}))
    assert problems_of(found) == []
    assert unsound(found) == []
    (document,) = documents_of(found)
    assert (document.article.id, document.annotations[0].header.annotator) == ("news", "ann")
    first, second = document.annotations[0].of_layer("actor")
    assert (first.values, second.values) == ({"entity": "cameo:LBY", "kind": "person"}, {"kind": "person"})
    (relation,) = document.annotations[0].of_layer("rel")
    assert relation.values == {"head": first.id, "child": second.id, "label": "likes"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (b"#Text=Ann\n1-1\t0-3\tBob\t_\t_\t_\t_\t\n", "line 7: “Bob” is not in the text"),
        (b"#Text=Ann Bob\n1-1\t0-3\tAnn\t_\t_\t_\t_\t\n1-2\t5-8\tBob\t_\t_\t_\t_\t\n", "line 8: "),
        (b"#Text=Ann\n1-1\t0-3\tAnn\t_\t_\t\n", "line 7: has 6 cells where the head says 7"),
        (b"#Text=Ann\n1-1\t0-3\tAnn\t*\t*\tx\t9-9\t\n", "line 7: there is no annotation “9-9”"),
        (b"nonsense\n", "line 6: is no row"),
        (b"#Text=\xff\n", "byte "),
    ],
)
def test_what_is_broken_is_refused_with_its_line(rows: bytes, said: str) -> None:
    found = brought(EXCHANGE, source({"x.tsv": HEAD + rows}))
    assert documents_of(found) == []
    (problem,) = problems_of(found)
    assert str(problem).startswith(f"x.tsv: {said}"), problem
