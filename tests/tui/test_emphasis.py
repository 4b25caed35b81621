"""The current record in the text: short parts are shown as a whole, long ones by their ends."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.segment.strategies import texts
from tests.tui.journey import Journey, journey
from workbench.core.annotation import Fragment, Record
from workbench.core.segment.graphemes import graphemes
from workbench.core.span import Span
from workbench.core.text import Text
from workbench.tui.emphasis import LONG, lit

SENTENCE = "The ministry said that talks with both delegations would go on for at least a week."
FLAGS = "\U0001f1e9\U0001f1ea" * 40


def shown(text: str) -> list[str]:
    return [text[span.start : span.end] for span in lit(Text(text), 0, len(text))]


def test_a_long_part_is_shown_by_its_first_and_last_words() -> None:
    text = Text(f"Yes. {SENTENCE} No.")
    ends = lit(text, 5, 5 + len(SENTENCE))
    assert [text.slice(span.start, span.end) for span in ends] == ["The ministry", "week."]


def test_a_short_part_is_shown_whole() -> None:
    assert shown(SENTENCE[:LONG]) == [SENTENCE[:LONG]]


def test_without_blanks_a_few_characters_stand_for_the_words() -> None:
    assert shown("外交部长表示会谈将至少持续一周" * 4) == ["外交部长", "持续一周"]


def test_where_no_boundary_is_sure_the_part_is_shown_whole() -> None:
    assert shown(FLAGS) == [FLAGS]
    assert shown("The flags are " + FLAGS) == ["The flags are " + FLAGS]


@given(text=st.lists(texts, min_size=1, max_size=6).map("".join), data=st.data())
@example(text="a" + FLAGS, data=None)
def test_what_is_shown_has_both_ends_and_cuts_no_grapheme(text: str, data: st.DataObject | None) -> None:
    edges = [0, *(grapheme.end for grapheme in graphemes(text))]
    if data is None:
        start, end = 0, len(text)
    else:
        start, end = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
    spans = lit(Text(text), start, end)
    assert (spans[0].start, spans[-1].end) == (start, end)
    assert {edge for span in spans for edge in span} <= set(edges)
    assert spans == [Span(start, end)] or spans[0].end < spans[1].start


def emphasised(walk: Journey) -> list[str]:
    """The stretches of text that the screen shows bold and underlined."""
    strips = walk.app.screen._compositor.render_strips()
    return [one.text for row in strips for one in row if one.style and one.style.underline and one.style.bold]


def make(walk: Journey, record_id: str, quote: str) -> None:
    stage = walk.app.stage
    start = walk.text.index(quote)
    record = Record("claim", record_id, {"content": (Fragment(start, start + len(quote), quote),)})
    stage.took(stage.editor.make([record], "claim made"), current=record_id)


async def test_a_long_record_is_shown_as_the_current_one_once_the_hands_rest(project: Path) -> None:
    async with journey(project) as walk:
        make(walk, "c-short", "Nobody asked the workers.")
        assert emphasised(walk) == ["Nobody asked the workers."]
        make(walk, "c-long", "Keller’s critics, among them Omar Haddad of the Port Union, doubt it.")
        assert emphasised(walk) == []
        walk.app._at_rest()
        assert emphasised(walk) == ["Keller", "’s", "doubt it."]
        walk.app.stage.point("c-short")
        assert emphasised(walk) == ["Nobody asked the workers."]
