from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tests.interchange.hard_cases import (
    AROUND,
    EMPTY,
    brought,
    documents_of,
    fixtures,
    joined,
    made,
    projects,
    source,
    with_options,
    written,
)
from workbench.core.errors import UsageError
from workbench.interchange import brat, spacy_docs
from workbench.interchange.exchange import Document
from workbench.interchange.spacy_docs import EXCHANGE

CUE = "claim.cue"


def loaded(data: bytes, language: str = "xx") -> list[Any]:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed")
    return list(spacy.tokens.DocBin().from_bytes(data).get_docs(spacy.blank(language).vocab))


@settings(max_examples=10)
@given(projects)
def test_spacy_loads_every_mark_where_it_stands(project: tuple[Document, ...]) -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    files, losses = written(EXCHANGE, project)
    docs = loaded(files["all.spacy"])
    pairs = [(document, state) for document in project for state in document.annotations]
    for doc, (document, state) in zip(docs, pairs, strict=True):
        assert doc.text == str(document.article.text)
        assert (doc.user_data["article"], doc.user_data["annotator"]) == (document.article.id, state.header.annotator)
        fragments = Counter(found[:2] for record in state.records.values() for _, found in record.fragments())
        assert Counter((span.start_char, span.end_char) for span in doc.spans["sc"]) == fragments
        assert Counter(span.label_ for span in doc.spans["sc"]) == Counter(
            label for label, group in doc.spans.items() if label != "sc" for _ in group
        )
        assert all(ent.text == ent.text.strip() for ent in doc.ents)
        who = f"{state.header.annotator}/"
        left_out = [one for one in losses if one.article == document.article.id and one.record.startswith(who)]
        assert len(doc.ents) + len(left_out) == fragments.total()
        records = {one["id"]: one["values"] for one in doc.user_data["records"]}
        assert records == {name: {s: record.text(s) for s in record.values} for name, record in state.records.items()}
        for one in doc.user_data["relations"]:
            slot = one["label"].partition(".")[2]
            assert one["child"] in state.records[one["head"]].references(slot)


def test_where_spacy_is_not_installed_it_is_said_which_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match=r"article-workbench\[spacy\]"):
        spacy_docs.ready()


def _polnear(most: int = 999) -> list[Document]:
    """The articles of PolNeAR (those for the annotators' training too), each as often as it was annotated."""
    found: list[Document] = []
    for folder in (fixtures("polnear", "train"), fixtures("polnear", "annotator-training")):
        names = sorted((folder / "attributions").glob("*.ann"))[:most]
        files = {path.name: path.read_bytes() for path in (*names, *(folder / "text").glob("*.txt"))}
        found += documents_of(brought(brat.EXCHANGE, source(files), EMPTY))
    return joined(found)


def test_a_label_that_no_mark_has_is_refused() -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    with pytest.raises(UsageError, match=r"nothing is called claim\.clue here; there are .*claim\.cue"):
        written(EXCHANGE, [made()], with_options(settings={"ents": f"{CUE},claim.clue"}))


def _run(*arguments: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *map(str, arguments)], capture_output=True, text=True, timeout=400, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.slow
def test_spacy_accepts_the_data_and_a_model_trained_on_them_has_learnt(tmp_path: Path) -> None:
    """Cues of PolNeAR: `debug data` and `train` run, and on texts that it has not seen the model beats the majority label."""
    pytest.importorskip("spacy", reason="spaCy is not installed")
    documents = _polnear()
    once = sorted(document.article.id for document in documents if len(document.annotations) == 1)
    held = {**dict.fromkeys(once[::5], "test"), **dict.fromkeys(once[1::9], "dev")}
    split = {one.article.id: held.get(one.article.id, "train") for one in documents}
    files, _ = written(EXCHANGE, documents, with_options(split=split, settings={"ents": CUE}))
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    config, model = tmp_path / "config.cfg", tmp_path / "model"
    _run("init", "config", config, "--lang", "en", "--pipeline", "ner", "--optimize", "efficiency")
    paths = ("--paths.train", tmp_path / "train.spacy", "--paths.dev", tmp_path / "dev.spacy")
    said = _run("debug", "data", config, *paths, "--no-format")
    assert "invalid whitespace" not in said.lower()
    _run("train", config, "--output", model, *paths, "--training.max_steps", "300", "--training.eval_frequency", "100")
    right, majority, overlap, total = _judged(model / "model-last", loaded(files["test.spacy"], "en"))
    assert right > majority
    assert overlap > total // 4


def _judged(model: Path, docs: list[Any]) -> tuple[int, int, int, int]:
    """On unseen texts: tokens that the model labels rightly, that the majority label does; cues found; cues."""
    import spacy

    nlp = spacy.load(model)
    right = majority = found = total = 0
    for gold in docs:
        said = nlp(
            spacy.tokens.Doc(nlp.vocab, words=[t.text for t in gold], spaces=[bool(t.whitespace_) for t in gold])
        )
        right += sum(one.ent_type_ == other.ent_type_ for one, other in zip(said, gold, strict=True))
        majority += sum(not token.ent_type_ for token in gold)
        ours = {(ent.start, ent.end) for ent in said.ents}
        total += len(gold.ents)
        found += sum((ent.start, ent.end) in ours for ent in gold.ents)
    return right, majority, found, total


def test_each_part_of_a_split_is_a_file() -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed")
    documents = _polnear(4)
    first, *others = sorted({document.article.id for document in documents})
    split = {first: "test", **dict.fromkeys(others, "train")}
    files, _ = written(EXCHANGE, documents, with_options(split=split, settings={"ents": CUE}))
    assert sorted(files) == ["test.spacy", "train.spacy"]
    labels = {ent.label_ for data in files.values() for doc in loaded(data, "en") for ent in doc.ents}
    assert labels == {CUE}
    assert AROUND.options.split == {}
