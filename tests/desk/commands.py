"""Random commands of every kind, given to a session as a person would give them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.desk.opened import TEXT, Place, die
from workbench.core.annotation import Record, Refused
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.desk.session import Session
from workbench.editor import Editor

NOTES = ("", "why?", 'two\r\nlines "quoted" \\ \u2028', "👩‍👩‍👧", "x" * 300)
Verb = Callable[["Hand"], object]


@dataclass
class Hand:
    """Who gives the commands: a die, a place, the session that is open there, and what was done."""

    dice: random.Random
    place: Place
    session: Session
    drawn: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    @property
    def editor(self) -> Editor:
        """The editor of the session that is open."""
        return self.session.editor

    def span(self) -> Span:
        """Some words."""
        start = self.dice.randrange(len(TEXT) - 30)
        return Span(start, start + self.dice.randint(1, 30))

    def record(self, layer: str = "") -> Record:
        """Some record, of a layer if it matters. Raises EditError where there is none."""
        found = [one for one in self.editor.state.records.values() if layer in ("", one.layer)]
        if not found:
            raise EditError("there is no record")
        return self.dice.choice(found)

    def give(self, name: str) -> None:
        """Give one command; one that a rule refuses changes nothing."""
        self.drawn[name] += 1
        before = self.editor.state
        try:
            COMMANDS[name](self)
        except EditError:
            assert self.editor.state is before
        else:
            self.changed[name] += self.editor.state is not before


def _make_speaker(hand: Hand) -> None:
    parts = {"mention": (hand.editor.fragment(hand.span()),)}
    hand.editor.make([Record("speaker", hand.editor.fresh_id("speaker"), parts)])


def _make_saying(hand: Hand) -> None:
    parts = {"verb": (hand.editor.fragment(hand.span()),), "words": (hand.editor.fragment(hand.span()),)}
    values = {"source": hand.record("speaker").id, "topic": "bridge"}
    hand.editor.make([Record("saying", hand.editor.fresh_id("saying"), parts, values)])


def _make_several(hand: Hand) -> None:
    speaker = Record("speaker", hand.editor.fresh_id("speaker"), {"mention": (hand.editor.fragment(hand.span()),)})
    values = {"holders": (speaker.id, "author"), "weight": hand.dice.randint(-3, 3)}
    hand.editor.make([speaker, Record("judgement", hand.editor.fresh_id("judgement"), {}, values)])


def _set(hand: Hand) -> None:
    slot, value = hand.dice.choice([("role", "mayor"), ("role", "baker"), ("role", None)])
    hand.editor.set(hand.record("speaker").id, slot, value)


def _set_many(hand: Hand) -> None:
    chosen = hand.dice.sample(["author", "entity:ada-brook", hand.record("speaker").id], hand.dice.randint(0, 3))
    hand.editor.set(hand.record("judgement").id, "holders", tuple(chosen) or None)


def _mark(hand: Hand) -> None:
    first = hand.dice.randrange(200)
    hand.editor.mark(hand.record("saying").id, "words", [Span(first, first + 5), Span(first + 9, first + 12)])


def _resize(hand: Hand) -> None:
    hand.editor.resize(hand.record("speaker").id, "mention", 0, hand.span())


def _remove(hand: Hand) -> None:
    hand.editor.remove([hand.record().id])


def _remove_many(hand: Hand) -> None:
    hand.editor.remove(list({hand.record().id for _ in range(3)}))


def _link(hand: Hand) -> None:
    hand.editor.link(hand.record("speaker").id, hand.dice.choice(["ada-brook", "nil", None]))


def _propagate(hand: Hand) -> None:
    hand.editor.propagate(hand.record("speaker").id, [hand.span() for _ in range(3)])


def _note(hand: Hand) -> None:
    hand.editor.note(hand.record().id, hand.dice.choice(NOTES))


def _status(hand: Hand) -> None:
    hand.editor.set_status("open" if hand.editor.state.header.status == "done" else "done")


def _refuse(hand: Hand) -> None:
    span = hand.span()
    hand.editor.refuse(Refused("speaker", span.start, span.end, TEXT[span.start : span.end], "ada-brook"))


def _restart(hand: Hand, *, save: bool, tidy: bool) -> None:
    if save:
        hand.session.save()
    shown = hand.session.editor.state
    if tidy:
        hand.session.close()
    else:
        die(hand.session)
    hand.session = hand.place.open(hand.dice.randrange(1000))
    assert hand.session.editor.state == shown
    assert hand.session.conflicts == ()


COMMANDS: dict[str, Verb] = {
    "make": _make_speaker,
    "make saying": _make_saying,
    "make several": _make_several,
    "set": _set,
    "set many": _set_many,
    "mark": _mark,
    "resize": _resize,
    "remove": _remove,
    "remove many": _remove_many,
    "link": _link,
    "propagate": _propagate,
    "note": _note,
    "flag": lambda hand: hand.editor.flag(hand.record().id),
    "status": _status,
    "refuse": _refuse,
    "undo": lambda hand: hand.editor.undo(),
    "redo": lambda hand: hand.editor.redo(),
}
"""What changes something."""

AROUND: dict[str, Verb] = {
    "save": lambda hand: hand.session.save(),
    "close": lambda hand: _restart(hand, save=False, tidy=True),
    "die": lambda hand: _restart(hand, save=False, tidy=False),
    "save and die": lambda hand: _restart(hand, save=True, tidy=False),
}
"""What happens in between, and changes nothing that is shown."""
