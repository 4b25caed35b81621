from __future__ import annotations

from pathlib import Path

from tests.tui.projects import annotation, harbour
from workbench.core.annotation import Fragment, Record
from workbench.core.span import Span
from workbench.desk.desk import Desk
from workbench.desk.spreading import seek, spread
from workbench.editor.occurring import Occurrences

RECORD = Record("actor", "a-000000", {"mention": (Fragment(0, 4, "Omar"),)}, {"entity": "omar-haddad"})


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
    made = spread(desk, RECORD, {"third": [Span(0, 11)]})
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
    made = spread(desk, RECORD, {"market": [Span(25, 36)], "harbour": [Span(0, 5)], "nowhere": [Span(0, 1)]})
    assert (made.records, made.articles, len(made.problems)) == (0, 0, 3)
    assert "market is done" in made.problems[0]
    assert (annotation(root, article="market"), broken.read_text()) == (before, "nonsense\n")
