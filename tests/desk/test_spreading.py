from __future__ import annotations

from pathlib import Path

from tests.tui.projects import annotation, harbour
from workbench.core.annotation import Fragment, Record
from workbench.core.span import Span
from workbench.desk.desk import Desk
from workbench.desk.spreading import Place, begin, plan, seek, spread, take_back
from workbench.editor.occurring import Occurrence, Occurrences

RECORD = Record("actor", "a-000000", {"mention": (Fragment(0, 4, "Omar"),)}, {"entity": "omar-haddad"})


def place(article: str, start: int, end: int) -> Place:
    return Place(article, Occurrence(Span(start, end)), "x" * (end - start), "")


def test_done_and_tagged_places_are_not_offered(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    (root / "articles" / "third.txt").write_text("Omar Haddad, Omar Haddad.\n")
    desk, _ = Desk.open(root, "me")
    layer = desk.codebook.layer("actor")
    wanted = Occurrences(["Omar Haddad"])
    found = seek(desk, layer, wanted, "harbour")
    assert [(one.article, one.occurrence.span) for one in found.places] == [
        ("market", Span(25, 36)),
        ("third", Span(0, 11)),
        ("third", Span(13, 24)),
    ]
    made = spread(desk, plan(layer, RECORD, found.places[1:2]))
    assert (made.records, made.articles, made.problems) == (1, 1, ())
    session = desk.session(desk.article("market"))
    session.editor.set_status("done")
    session.save()
    session.close()
    again = seek(desk, layer, wanted, "harbour")
    assert ([one.article for one in again.places], again.done) == (["third"], 1)


def test_an_article_that_is_done_by_now_or_cannot_be_written_is_named_and_left(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    desk, _ = Desk.open(root, "me")
    session = desk.session(desk.article("market"))
    session.editor.set_status("done")
    session.save()
    session.close()
    broken = root / "annotations" / "me" / "harbour.toml"
    broken.write_text("nonsense\n")
    before = annotation(root, article="market")
    places = [place("market", 25, 36), place("harbour", 0, 5), place("nowhere", 0, 1)]
    made = spread(desk, plan(desk.codebook.layer("actor"), RECORD, places))
    assert (made.records, made.articles, len(made.problems)) == (0, 0, 3)
    assert "market is done" in made.problems[0]
    assert (annotation(root, article="market"), broken.read_text()) == (before, "nonsense\n")


def sought(root: Path) -> tuple[Desk, tuple[str, ...]]:
    """Two further articles with the name twice and once, and what is planned for them."""
    (root / "articles" / "third.txt").write_text("Omar Haddad, Omar Haddad.\n")
    desk, _ = Desk.open(root, "me")
    layer = desk.codebook.layer("actor")
    return desk, plan(layer, RECORD, seek(desk, layer, Occurrences(["Omar Haddad"]), "harbour").places)


def texts(root: Path) -> list[str]:
    return [annotation(root, article=one) for one in ("market", "third")]


def test_taken_back_in_every_article_and_made_again(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    desk, planned = sought(root)
    assert (begin(desk, planned, back=False).result().records, len(planned)) == (3, 2)
    made = texts(root)
    assert [one.count("[[actor]]") for one in made] == [1, 2]
    turns = [begin(desk, planned, back=back) for back in (True, False, True)]
    assert [(turn.result().records, turn.result().articles) for turn in turns] == [(3, 2)] * 3
    assert [one.count("[[actor]]") for one in texts(root)] == [0, 0]
    session = desk.session(desk.article("third"))
    assert (len(session.editor.history.done), len(session.editor.history.undone)) == (0, 1)
    session.close()
    assert spread(desk, planned).records == 3
    assert texts(root) == made
    assert spread(desk, planned).records == 0


def test_what_was_changed_or_used_or_is_done_since_is_left_and_named(tmp_path: Path) -> None:
    root = harbour(tmp_path)
    desk, planned = sought(root)
    spread(desk, planned)
    session = desk.session(desk.article("third"))
    one, two = session.editor.state.records
    session.editor.note(one, "his brother")
    session.save()
    session.close()
    session = desk.session(desk.article("market"))
    session.editor.set_status("done")
    session.save()
    session.close()
    back = take_back(desk, planned)
    assert (back.records, back.articles) == (1, 1)
    assert back.problems == ("market is done and was left as it is", "third: 1 changed or used since, and left")
    assert (one in texts(root)[1], two in texts(root)[1]) == (True, False)
    session = desk.session(desk.article("third"))
    session.editor.undo()
    assert session.editor.state.records.keys() == {one, two}
    session.close()
