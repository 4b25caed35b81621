"""A gold opened against everybody's files: who takes part, what is left out and named, what a second opening finds."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.tui.projects import harbour
from tests.tui.reviewing import coded, piece, problems, record, saved_gold, two_coders
from workbench.core.annotation import Annotations
from workbench.core.errors import EditError, UsageError
from workbench.core.merge import merge
from workbench.desk.desk import Desk
from workbench.desk.gold_editor import GoldEditor, Why
from workbench.desk.places import Place
from workbench.desk.reviewing import ReviewDesk
from workbench.desk.session import Session
from workbench.store.annotation_writer import annotation_bytes


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with two coders, and a home of its own."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    return two_coders(harbour(tmp_path))


def opened(root: Path) -> tuple[Session, GoldEditor]:
    """The gold of the article about the harbour."""
    desk, _ = ReviewDesk.open(root, "rev")
    session = desk.session(desk.article("harbour"))
    assert isinstance(session.editor, GoldEditor)
    return session, session.editor


def died(session: Session) -> None:
    """What a kill leaves of a session."""
    assert session._journal is not None
    session._journal.file.close()
    session._journal = None


def take_all(gold: GoldEditor) -> None:
    """Decide everything for the first version."""
    gold.follow(gold.review.accept_all_that_agree)
    while gold.review.items:
        gold.decide(partial(gold.review.take, 1))


def test_a_decision_is_in_the_gold_file_when_it_is_saved_and_opens_nothing_twice(study: Path) -> None:
    session, gold = opened(study)
    take_all(gold)
    session.save()
    session.close()
    assert saved_gold(study) == gold.review.gold
    again, second = opened(study)
    assert (second.review.open, second.state) == ([], gold.state)
    again.close()


def test_decisions_that_were_not_saved_come_back_after_a_kill(study: Path) -> None:
    session, gold = opened(study)
    take_all(gold)
    made = gold.state
    died(session)
    assert not (study / "gold").exists()
    again, second = opened(study)
    assert second.state == made
    assert second.review.open == []
    assert any("brought back" in notice for notice in again.notices)
    second.undo()
    assert len(second.review.open) == 1
    again.close()


def test_the_editor_and_the_review_never_differ(study: Path) -> None:
    session, gold = opened(study)
    take_all(gold)
    for _ in range(3):
        gold.undo()
        assert gold.state is gold.review.gold
    gold.redo()
    gold.set_status("done")
    assert gold.state is gold.review.gold
    assert gold.state.header.status == "done"
    with pytest.raises(EditError, match="changed by decisions"):
        gold.remove(list(gold.state.records))
    session.close()


def test_reason_and_note_go_with_one_decision(study: Path) -> None:
    session, gold = opened(study)
    gold.why = Why("style", "see page 3")
    gold.decide(partial(gold.review.take, 1))
    gold.decide(partial(gold.review.take, 1))
    reasons = {one.decision.reason for one in gold.state.records.values() if one.decision}
    assert reasons == {"style", ""}
    assert gold.reasons() == ["style"]
    session.close()


def test_a_refused_decision_keeps_the_reason_that_waits(study: Path) -> None:
    session, gold = opened(study)
    gold.why = Why("style")
    with pytest.raises(EditError):
        gold.decide(partial(gold.review.take, 9))
    assert gold.why == Why("style")
    session.close()


def test_bad_files_are_named_and_the_rest_is_reviewed(study: Path) -> None:
    (study / "annotations" / "cid").mkdir()
    (study / "annotations" / "cid" / "harbour.toml").write_text("format = 1\nwhat is this")
    other = coded(study, "dan", record("actor", "a-dddddd", {"mention": "Omar Haddad"}))
    other.write_text(other.read_text().replace('text_sha256 = "', 'text_sha256 = "00')[:-1] + "\n")
    old = coded(study, "eve", record("actor", "a-eeeeee", {"mention": "Omar Haddad"}, entity="nobody-known"))
    old.write_text(old.read_text().replace("codebook = 1", "codebook = 7"))
    copied = study / "annotations" / "fay"
    copied.mkdir()
    (copied / "harbour.toml").write_bytes((study / "annotations" / "ann" / "harbour.toml").read_bytes())
    session, gold = opened(study)
    assert set(gold.files) == {"ann", "bob", "eve"}
    said = "\n".join(session.notices)
    for path in ("annotations/cid/harbour.toml", "annotations/dan/harbour.toml", "annotations/eve/harbour.toml"):
        assert path in said
    assert "another text" in said
    assert "version 7 of the codebook" in said
    assert "annotations/fay/harbour.toml" in said
    assert gold.review.items
    session.close()


def test_broken_records_of_a_coder_are_named(study: Path) -> None:
    path = study / "annotations" / "ann" / "harbour.toml"
    path.write_text(path.read_text().replace('quote = "Port Union"', 'quote = "Fort Union"'))
    session, gold = opened(study)
    assert any("annotations/ann/harbour.toml" in one and "a-aaaaa2" in one for one in session.notices)
    assert len(gold.files) == 2
    session.close()


def test_a_gold_file_that_cannot_be_read_is_never_overwritten(study: Path) -> None:
    (study / "gold").mkdir()
    (study / "gold" / "harbour.toml").write_text("[[[")
    session, gold = opened(study)
    assert "gold/harbour.toml" in session.read_only
    with pytest.raises(EditError):
        gold.decide(partial(gold.review.take, 1))
    assert (study / "gold" / "harbour.toml").read_text() == "[[["
    session.close()


def test_the_first_article_is_one_that_two_people_annotated(study: Path) -> None:
    desk, _ = ReviewDesk.open(study, "rev")
    assert desk.article_ids == ["harbour"]
    assert desk.first_article("", Place()) == "harbour"
    with pytest.raises(UsageError, match="nobody has annotated it"):
        desk.first_article("market", Place())
    with pytest.raises(UsageError, match="there is no article"):
        desk.first_article("moon", Place())


def test_a_project_without_annotations_has_nothing_to_review(tmp_path: Path) -> None:
    desk, _ = ReviewDesk.open(harbour(tmp_path), "rev")
    with pytest.raises(UsageError, match="nothing to review"):
        desk.first_article("", Place())


def test_the_form_of_a_decision_offers_each_version_and_names_no_coder(study: Path) -> None:
    session, gold = opened(study)
    gold.review.go("ann/c-aaaaa1+bob/c-bbbbb1")
    desk, _ = ReviewDesk.open(study, "rev")
    form = gold.draft_form(lambda *_: (), desk.catalogue)
    form.go_to("content")
    assert [(one.label, one.detail) for one in form.choices()] == [
        ("that the harbour will close in May", "version 1"),
        ("the harbour will close", "version 2"),
    ]
    form.take(form.choices()[1])
    form.commit()
    (made,) = [one for one in gold.state.records.values() if one.layer == "claim"]
    assert made.parts["content"] == (piece("the harbour will close"),)
    assert made.decision is not None
    assert made.decision.sources == ("ann/c-aaaaa1", "bob/c-bbbbb1")
    session.close()


def test_a_file_in_which_git_left_marks_around_whole_records_takes_part(study: Path) -> None:
    path = study / "annotations" / "ann" / "harbour.toml"
    text = path.read_text(encoding="utf-8")
    at = text.index("[[claim]]")
    path.write_text(f"{text[:at]}<<<<<<< HEAD\n{text[at:]}=======\n>>>>>>> topic\n", encoding="utf-8")
    session, gold = opened(study)
    assert [name for name, _ in gold.files.items()] == ["ann", "bob"]
    (said,) = [one for one in session.notices if "ann/harbour" in one]
    assert "only one side has them" in said
    assert "claim c-aaaaa1; it takes part as it is merged" in said
    session.close()


def test_a_gold_decided_anew_after_the_text_changed_is_of_the_new_text(study: Path) -> None:
    session, gold = opened(study)
    take_all(gold)
    session.save()
    session.close()
    path = study / "articles" / "harbour.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Mayor Anna", "The mayor Anna"), encoding="utf-8")
    for name in ("ann", "bob"):
        desk, _ = Desk.open(study, name)
        session = desk.session(desk.article("harbour"))
        session.editor.repair(list(session.editor.problems))
        session.save()
        session.close()
    session, gold = opened(study)
    assert {item.status for item in gold.review.open} == {"changed"}
    while gold.review.open:
        if gold.review.agreeing:
            gold.follow(gold.review.accept_all_that_agree)
        else:
            gold.decide(partial(gold.review.take, len(gold.review.items[0].versions)))
    session.save()
    session.close()
    assert not problems(study)
    again, second = opened(study)
    assert second.review.open == []
    again.close()


def test_decisions_that_git_put_together_are_named_and_asked_about(study: Path, tmp_path: Path) -> None:
    golds: list[Annotations] = []
    for number in (1, 2):
        session, gold = opened(study)
        gold.follow(gold.review.accept_all_that_agree)
        while gold.review.items:
            gold.decide(partial(gold.review.take, min(number, len(gold.review.items[0].versions))))
        golds.append(gold.state)
        session.close()
        shutil.rmtree(tmp_path / "home")
    both = merge(Annotations(golds[0].header), *golds).state
    (study / "gold").mkdir()
    (study / "gold" / "harbour.toml").write_bytes(annotation_bytes(both, gold.codebook))
    said = problems(study)
    assert len(said) == len(golds[0])
    assert all("was decided twice (also as" in one for one in said)
    session, gold = opened(study)
    assert {item.status for item in gold.review.open} == {"twice"}
    assert len(gold.review.open) == len(golds[0])
    gold.follow(gold.review.accept_all_that_agree)
    while gold.review.items:
        gold.decide(partial(gold.review.take, 1))
    session.save()
    session.close()
    assert len(gold.state) == len(golds[0])
    assert not problems(study)
    again, second = opened(study)
    assert second.review.open == []
    again.close()
