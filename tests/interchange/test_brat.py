"""brat's standoff: real files come back byte for byte, and what was changed comes back as it was changed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.core.annotation import Annotations, Fragment, Record
from workbench.core.article import Metadata
from workbench.core.codebook import Codebook, Layer
from workbench.core.entity import Entity
from workbench.core.errors import Problem
from workbench.desk.growth import Growth
from workbench.interchange.brat import EXCHANGE, read, write
from workbench.interchange.brat_lines import Line, read_lines
from workbench.interchange.exchange import Brought, Document, File, Loss, Source, Surroundings
from workbench.interchange.ours import default

from .fixtures import brought, fixture, states
from .law import joined, source_of

TEXT = "Ann and Bob said “yes”; they left Rome.\nCara stayed.\n"


def _source(ann: str, text: str = TEXT, **more: str) -> Source:
    files = {"doc.txt": text, "doc.ann": ann, **more}
    return source_of(File(name, data.encode("utf-8")) for name, data in files.items())


def _read(ann: str, text: str = TEXT, **more: str) -> list[Brought]:
    return list(read(_source(ann, text, **more), Surroundings(default())))


def _records(ann: str, text: str = TEXT) -> list[Record]:
    found = _read(ann, text)
    assert not [str(one) for one in found if isinstance(one, Problem)]
    (state,) = states(found)
    return list(state.records.values())


def _grown(found: list[Brought]) -> Codebook:
    growth = Growth(default())
    for one in found:
        if isinstance(one, Layer):
            growth.add_layer(one)
    assert not growth.troubles
    return growth.codebook


def _words(record: Record, part: str) -> list[str]:
    return [one.quote for one in record.parts.get(part, ())]


@pytest.mark.parametrize(
    ("folder", "files", "not_brat"),
    [
        ("polnear", 133 + 74 + 1, {"README.md", "guidelines.pdf"}),
        ("brat_example", 128, {"LICENSE.md", "LICENSE", "README"}),
    ],
)
def test_every_example_file_comes_back_byte_for_byte(folder: str, files: int, not_brat: set[str]) -> None:
    path = fixture(folder)
    found = brought("brat", path)
    codebook = _grown(found)
    given = write([one for one in found if isinstance(one, Document)], Surroundings(codebook))
    made = {one.name: one.data for one in given if isinstance(one, File)}
    theirs = {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}
    assert {name: data for name, data in theirs.items() if Path(name).name not in not_brat} == made
    assert len(made) == files


def test_polnear_has_its_annotators_and_attributions() -> None:
    path = fixture("polnear")
    found = brought("brat", path)
    events = [
        line
        for file in path.rglob("*.ann")
        for line in file.read_text("utf-8").splitlines()
        if line.startswith("E") and line.partition("\t")[0][1:].isdigit()
    ]
    claims = [record for state in states(found) for record in state.of_layer("claim")]
    assert len(events) == len(claims) == 3690
    assert sum("Source:" in line for line in events) == sum("source" in one.values for one in claims)
    by = Counter(state.header.annotator for state in states(found))
    assert by == Counter(file.stem.rpartition("_")[2] for file in path.rglob("*.ann"))
    assert set(by) == {"4b22", "4e07", "5fec", "6b86", "d473", "ef2d"}
    assert sum(len(one.parts.get("content", ())) > 1 for one in claims) >= 590


def test_polnear_says_who_published_what_and_when() -> None:
    articles = {one.article.id: one.article for one in brought("brat", fixture("polnear")) if isinstance(one, Document)}
    assert len(articles) == 74
    assert all(one.meta.title and one.meta.source and one.meta.date.startswith("20") for one in articles.values())
    assert Counter(one.meta.split for one in articles.values()) == {"train": 70, "": 4}
    found = articles["annotator-training/text/breitbart_2016-03-11_activists-who-lit-syria-revolt-w"].meta
    title = "Activists who lit Syria revolt washed away in migrant wave"
    assert found == Metadata(title, "breitbart", author="AFP", date="2016-03-11")


TABLE = "filename\ttitle\tdate\tsplit\tmood\nc/doc.txt\tNo\t\t\t\ndoc\tA “title”\t2020-01-02\tvalidation\tgrim\nother\tshort\n"


def test_a_table_of_metadata_is_read_and_comes_back_and_so_do_changes() -> None:
    found = _read("T1\tPerson 0 3\tAnn\n", **{"metadata.tsv": TABLE})
    (document,) = [one for one in found if isinstance(one, Document)]
    assert document.article.meta == Metadata("A “title”", date="2020-01-02", split="dev")
    around = Surroundings(default())
    given = {one.name: one.data for one in write([document], around) if isinstance(one, File)}
    assert set(given) == {"doc.txt", "doc.ann", "metadata.tsv"}
    assert given["metadata.tsv"].decode("utf-8") == TABLE
    meta = Metadata("Another", split="test", language="en")
    changed = replace(document, article=replace(document.article, meta=meta))
    again = list(read(source_of(one for one in write([changed], around) if isinstance(one, File)), around))
    (back,) = [one for one in again if isinstance(one, Document)]
    assert back.article.meta == meta


def test_a_folder_of_a_division_is_the_part_and_a_language_of_the_project_is_no_change() -> None:
    files = {
        "train/a.txt": "x",
        "train/a.ann": "",
        "eval/b.txt": "y",
        "eval/b.ann": "",
        "devel/c.txt": "z",
        "devel/c.ann": "",
    }
    source = source_of(File(name, data.encode("utf-8")) for name, data in files.items())
    found = [one for one in read(source, Surroundings(default())) if isinstance(one, Document)]
    assert {one.article.id: one.article.meta.split for one in found} == {
        "train/a": "train",
        "eval/b": "",
        "devel/c": "dev",
    }
    spoken = [
        replace(one, article=replace(one.article, meta=replace(one.article.meta, language="de"))) for one in found
    ]
    assert {one.name for one in write(spoken, Surroundings(default())) if isinstance(one, File)} == set(files)


def test_an_attribution_is_a_claim_with_its_source() -> None:
    ann = (
        "T1\tSource 0 3;8 11\tAnn Bob\nT2\tCue 12 16\tsaid\nT3\tContent 18 21\tyes\nT4\tContent 34 38\tRome\n"
        "T5\tAttribution 12 16\tsaid\nE1\tAttribution:T5 Content2:T4 Content:T3 Cue:T2 Source:T1\n"
        "#1\tAnnotatorNotes T5\tsure?\n"
    )
    actor, claim = sorted(_records(ann), key=lambda one: one.layer)
    assert _words(actor, "mention") == ["Ann", "Bob"]
    assert (_words(claim, "cue"), _words(claim, "content")) == (["said"], ["yes", "Rome"])
    assert claim.values == {"source": actor.id}
    assert claim.note == "sure?"


def test_types_are_kinds_of_actors_or_layers_of_their_own() -> None:
    ann = (
        "T1\tPerson 0 3\tAnn\nT2\tGPE 34 38\tRome\nT3\tNice-Thing 18 21\tyes\nT4\tLeave 29 33\tleft\n"
        "E1\tLeave:T4 Who:T1 Who2:T3 Where:T2\nR1\tLives Arg1:T1 Arg2:T2\t\n*\tAlias T1 T3\n"
        "A1\tSure E1\nA2\tHow E1 fast\nN1\tReference T2 Wikidata:Q220\tRome\n#1\tLemma T4\tleave\n#2\tAnnotatorNotes R1\tor not\n"
    )
    found = _read(ann)
    (state,) = states(found)
    by = {record.layer: record for record in state.records.values() if record.layer != "actor"}
    ann_, rome = state.of_layer("actor")
    assert (ann_.text("kind"), rome.text("kind"), rome.text("entity")) == ("person", "state", "Wikidata:Q220")
    assert by["leave"].values == {
        "who": (ann_.id, by["nice_thing"].id),
        "where": (rome.id,),
        "sure": "yes",
        "how": "fast",
        "lemma": "leave",
    }
    assert by["lives"].values == {"arg1": ann_.id, "arg2": rome.id}
    assert by["lives"].note == "or not"
    assert by["alias"].values == {"members": (ann_.id, by["nice_thing"].id)}
    assert [one for one in found if isinstance(one, Entity)] == [Entity("Wikidata:Q220", "Rome", "state")]
    assert _grown(found).layer("leave").by_name["who"].to == ("actor", "nice_thing")


def test_a_layer_of_the_project_goes_before_a_kind_of_actor() -> None:
    codebook = replace(default(), layers=(*default().layers, Layer("person", "pe", default().layer("actor").slots[:1])))
    found = list(read(_source("T1\tPerson 0 3\tAnn\n"), Surroundings(codebook)))
    assert [one.layer for state in states(found) for one in state.records.values()] == ["person"]


def test_line_breaks_inside_a_text_belong_to_it() -> None:
    text = "one\n\ntwo three"
    (record,) = _records("T1\tThing 0 8;9 14\tone\n\ntwo three\n", text)
    assert _words(record, "text") == ["one\n\ntwo", "three"]
    (found,) = [one for one in _read("T1\tThing 0 8\tone\n\nfour\n", text) if isinstance(one, Problem)]
    assert str(found) == "doc.ann: line 1: says “one\n\nfour”, and the text there “one two”"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("T1 Person 0 3 Ann", "is no annotation of brat"),
        ("T1\tPerson 0 3", "should be T1⇥Type start end⇥text"),
        ("T1\tPerson 3 0\tAnn", "3–0 is no place in the text"),
        ("T1\tPerson 0 999\tAnn", "0–999 is no place in the text"),
        ("T1\tPerson 0 3\tBob", "says “Bob”, and the text there “Ann”"),
        ("E1\tLeave", "should be E1⇥Type:trigger"),
        ("E1\tLeave:T7", "there is no T7"),
        ("R1\tLives T2 T2", "should be R1⇥Type Arg1:target"),
        ("*\tAlias", "should be *⇥Type"),
        ("A1\tSure", "should be A1⇥Type"),
        ("N1\tReference T2", "should be N1⇥Reference"),
        ("#1\tNote", "should be #1⇥AnnotatorNotes"),
        ("#1\tWorkbench T2\t{", "is no note of ours"),
        ("T2\tPlace 34 38\tRome", "T2 stands twice"),
    ],
)
def test_a_broken_line_is_named(line: str, said: str) -> None:
    problems = [one for one in _read(f"T2\tPlace 34 38\tRome\n{line}\n") if isinstance(one, Problem)]
    assert [one.key for one in problems] == ["line 2"]
    assert said in problems[0].what
    assert problems[0].path == "doc.ann"


def test_a_file_without_its_text_is_named() -> None:
    source = source_of([File("a/x.ann", b""), File("b/y.txt", b"")])
    (found,) = list(read(source, Surroundings(default())))
    assert str(found) == "a/x.ann: there is no text for it; “x.txt” should lie beside it"


@given(st.text(), st.text())
def test_no_bytes_break_the_reader(data: str, text: str) -> None:
    for one in read_lines(data, text, "x.ann"):
        assert isinstance(one, Problem | Line)


def test_what_stands_twice_on_a_record_is_lost_and_said() -> None:
    found = _read("T1\tPerson 0 3\tAnn\nA1\tSure T1 very\nA2\tSure T1 little\n")
    (loss,) = [one for one in found if isinstance(one, Loss)]
    assert (loss.record, loss.key, loss.rule) == ("A2", "Sure", "second")
    assert loss.rule in EXCHANGE.loses


def test_double_export_of_two_annotators_has_a_folder_for_each() -> None:
    (document,) = [one for one in _read("") if isinstance(one, Document)]
    (state,) = document.annotations
    two = tuple(Annotations(replace(state.header, annotator=name)) for name in ("a", "b"))
    around = Surroundings(default())
    made = [
        one.name for one in write([replace(document, annotations=two, foreign=())], around) if isinstance(one, File)
    ]
    assert made == ["a/doc.txt", "a/doc.ann", "b/doc.txt", "b/doc.ann", "workbench.jsonl"]


@cache
def _corpus(name: str) -> list[Brought]:
    return brought("brat", fixture("brat_example") / "corpora" / name)


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_an_edited_file_comes_back_as_edited(draw: random.Random) -> None:
    """Records of real files removed, changed and added at random: what is read again is what was written."""
    found = _corpus(draw.choice(["TDT", "NCBI-disease", "BioNLP-ST_2011"]))
    codebook = _grown(found)
    document = draw.choice([one for one in found if isinstance(one, Document)])
    (state,) = document.annotations
    edited = _edited(state, str(document.article.text), codebook, draw)
    around = Surroundings(codebook)
    given = list(write([replace(document, annotations=(edited,))], around))
    back = list(read(source_of(one for one in given if isinstance(one, File)), around))
    assert not [str(one) for one in back if isinstance(one, Problem)]
    _, again = joined((one for one in back if isinstance(one, Document)), "x")[document.article.id]
    (read_again,) = again.values()
    lost = {loss.record.partition("/")[2] for loss in given if isinstance(loss, Loss)}
    assert {key: one for key, one in read_again.records.items() if key not in lost} == {
        key: one for key, one in edited.records.items() if key not in lost
    }


def _edited(state: Annotations, text: str, codebook: Codebook, draw: random.Random) -> Annotations:
    records = dict(state.records)
    for record_id in draw.sample(sorted(records), min(4, len(records))):
        record = records.get(record_id)
        if record is None:
            continue
        choice = draw.random()
        if choice < 0.3 and not state.referring(record_id):
            del records[record_id]
        elif choice < 0.6:
            records[record_id] = replace(record, note="two\nlines", flag=True)
        elif record.parts:
            part = next(iter(record.parts))
            start = draw.randrange(len(text) - 1)
            records[record_id] = record.with_part(part, (Fragment(start, start + 1, text[start : start + 1]),))
    layer = draw.choice([one for one in codebook.layers if one.parts])
    main = layer.main_part
    assert main is not None
    records["new-1"] = Record(layer.name, "new-1", {main.name: (Fragment(0, 3, text[:3]),)})
    return Annotations(state.header, records)
