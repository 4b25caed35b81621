from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.interchange.hard_cases import (
    EMPTY,
    brought,
    documents,
    documents_of,
    fixtures,
    joined,
    losses_of,
    plain,
    problems_of,
    projects,
    source,
    unsound,
    with_layers,
    written,
)
from workbench.interchange.cas import EXCHANGE
from workbench.interchange.exchange import Document


def _cassis() -> Any:
    return pytest.importorskip("cassis", reason="dkpro-cassis is not installed")


def read(path: Path, *types: Path) -> list[Any]:
    return brought(EXCHANGE, source({one.name: one.read_bytes() for one in (path, *types)}), EMPTY)


@settings(max_examples=60)
@given(projects)
def test_what_we_wrote_comes_back_as_it_was(project: tuple[Document, ...]) -> None:
    files, losses = written(EXCHANGE, project)
    assert losses == []
    found = brought(EXCHANGE, source(files))
    assert problems_of(found) == []
    assert losses_of(found) == []
    assert [plain(one) for one in joined(documents_of(found))] == [plain(one) for one in project]


@settings(max_examples=20)
@given(documents())
def test_cassis_loads_it_sees_the_same_words_and_gives_it_back(document: Document) -> None:
    cassis = _cassis()
    files, _ = written(EXCHANGE, [document])
    types = cassis.load_typesystem(io.BytesIO(files["TypeSystem.xml"]))
    again = {"TypeSystem.xml": files["TypeSystem.xml"]}
    for name, data in files.items():
        if not name.endswith(".xmi"):
            continue
        cas = cassis.load_cas_from_xmi(io.BytesIO(data), typesystem=types)
        state = next(one for one in document.annotations if name.endswith(f"/{one.header.annotator}.xmi"))
        for layer in ("actor", "claim", "stance"):
            kind = f"webanno.custom.workbench.{layer}"
            if not types.contains_type(kind):
                continue
            said = [one for one in cas.select(kind) if one.begin < one.end]
            fragments = [found for record in state.of_layer(layer) for _, found in record.fragments()]
            assert Counter(one.get_covered_text() for one in said) == Counter(
                one.quote.translate(_UNSAID) for one in fragments
            )
        again[name] = cas.to_xmi().encode("utf-8")
    found = brought(EXCHANGE, source(again))
    assert problems_of(found) == []
    assert [plain(one) for one in joined(documents_of(found))] == [plain(document)]


_UNSAID = {ord("\x0c"): "\ufffd"}
"""The control character of the texts that XML cannot hold."""


def test_every_file_of_cassis_and_inception_is_read() -> None:
    paths = [path for folder in ("cassis_test_files", "inception") for path in sorted(fixtures(folder).rglob("*.xmi"))]
    assert len(paths) > 100
    for path in paths:
        found = read(path, *path.parent.glob("*typesystem*.xml"))
        assert problems_of(found) == [], path
        assert unsound(found, EMPTY) == [], path
        assert documents_of(found) or losses_of(found), path


@pytest.mark.parametrize("name", ["casWithEmojiUnicodeTextAndAnnotations", "casWithLeftToRightTextAndAnnotations"])
def test_emoji_and_right_to_left_texts_have_the_words_that_cassis_sees(name: str) -> None:
    cassis = _cassis()
    folder = fixtures("cassis_test_files") / "json" / "fs_as_array" / "ser-ref" / name
    types, data = folder / "debug-typesystem.xml", folder / "debug.xmi"
    cas = cassis.load_cas_from_xmi(
        io.BytesIO(data.read_bytes()), typesystem=cassis.load_typesystem(io.BytesIO(types.read_bytes()))
    )
    theirs = [
        (one.begin, cas.sofa_string[one.begin : one.end]) for one in cas.select_all_annotations() if one.begin < one.end
    ]
    (document,) = documents_of(read(data, types))
    assert str(document.article.text) == cas.sofa_string
    records = document.annotations[0].records.values()
    ours = [(found.start, found.quote) for record in records for _, found in record.fragments()]
    about = [one for one in theirs if one != (0, cas.sofa_string)] or theirs
    assert set(ours) <= set(theirs)
    assert set(about) <= set(ours)


def test_the_tweets_of_cassis_have_their_tokens_where_cassis_has_them() -> None:
    cassis = _cassis()
    folder = fixtures("cassis_test_files")
    types, data = folder / "typesystems" / "webanno_types.xml", folder / "xmi" / "cas_with_smileys.xmi"
    system = cassis.load_typesystem(io.BytesIO(types.read_bytes()))
    cas = cassis.load_cas_from_xmi(io.BytesIO(data.read_bytes()), typesystem=system, lenient=True)
    found = read(data, types)
    assert problems_of(found) == []
    (document,) = documents_of(found)
    assert str(document.article.text) == cas.sofa_string
    ours = Counter(
        (record.layer, found.quote)
        for record in document.annotations[0].records.values()
        for _, found in record.fragments()
    )
    kinds = {name for name, _ in ours}
    theirs = Counter(
        (one.type.name.rpartition(".")[2].lower(), one.get_covered_text())
        for one in cas.select_all_annotations()
        if one.begin < one.end
    )
    assert ours == {key: count for key, count in theirs.items() if key[0] in kinds}
    assert {name for name, _ in theirs} - kinds <= {
        "token",
        "sentence",
        "documentmetadata",
        "documentannotation",
        "tagsetdescription",
    }


def test_links_relations_and_chains_of_inception() -> None:
    folder = fixtures("inception") / "webanno_tsv" / "tsv3-suite"
    (slots,) = documents_of(read(folder / "testSimpleSlotFeature" / "reference.xmi"))
    state = slots.annotations[0]
    (host,) = state.of_layer("simplelinkhost")
    assert host.values["links_roles"] == ("p1", "p2")
    assert [state.records[one].parts["text"][0].quote for one in host.references("links")] == ["is", "a"]
    (chain,) = documents_of(read(folder / "testMultiTokenChain" / "reference.xmi"))
    first, second = chain.annotations[0].of_layer("simplelink")
    assert (first.parts["text"][0].quote, first.references("next")) == ("This is", (second.id,))
    (related,) = documents_of(read(folder / "testSingleTokenRelationWithFeatureValue" / "reference.xmi"))
    (relation,) = related.annotations[0].of_layer("relation")
    ends = [related.annotations[0].records[relation.text(slot)].fragments() for slot in ("head", "child")]
    assert [found.quote for end in ends for _, found in end] == ["This", "."] or relation.text("value")


def test_a_foreign_file_comes_back_from_our_own() -> None:
    path = fixtures("inception") / "curation" / "mergecas" / "multivalspanrel" / "stackedrel1.xmi"
    found = read(path)
    around = with_layers(found)
    files, losses = written(EXCHANGE, documents_of(found), around)
    assert losses == []
    again = documents_of(brought(EXCHANGE, source(files), around))
    assert [plain(one) for one in again] == [plain(one) for one in documents_of(found)]


HEAD = (
    '<?xml version="1.0"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
    'xmlns:a="http:///x/a.ecore" xmi:version="2.0">\n'
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('<a:B xmi:id="2" sofa="1" begin="0" end="99"/>', "line 3: end: offset 99 lies outside"),
        ('<a:B xmi:id="2" sofa="1" begin="1" end="2"/>', "line 3: begin: offset 1 lies inside a character"),
        ('<a:B xmi:id="2" sofa="1" begin="x" end="2"/>', "line 3: begin: “x” is no offset"),
        ('<a:B xmi:id="2" sofa="1" begin="0" end="2" next="7"/>', "line 3: there is no structure 7"),
        ("<a:B", "line 4: is not well-formed XML"),
    ],
)
def test_what_is_broken_is_refused_with_its_line(body: str, said: str) -> None:
    sofa = '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="😀 a"/>'
    found = brought(EXCHANGE, source({"x.xmi": f"{HEAD}{body}\n{sofa}</xmi:XMI>".encode()}))
    assert documents_of(found) == []
    (problem,) = problems_of(found)
    assert str(problem).startswith(f"x.xmi: {said}"), problem


def test_nothing_is_expanded_and_nothing_fetched() -> None:
    bomb = b'<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<x>&a;</x>'
    (problem,) = problems_of(brought(EXCHANGE, source({"x.xmi": bomb})))
    assert "line 2" in str(problem)
    assert "DOCTYPE" in str(problem)
