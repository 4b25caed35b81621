"""Random commands through an Editor, over a text that is as nasty as articles get."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.core.strategies import CODEBOOK, HEADER
from workbench.core.annotation import Annotations, Record, Refused, Value
from workbench.core.article import Article
from workbench.core.codebook import Layer, Slot
from workbench.core.errors import EditError
from workbench.core.log import Move
from workbench.core.segment import graphemes
from workbench.core.span import Span
from workbench.core.text import Text
from workbench.editor import Editor

NASTY = (
    "Haftar e\u0301tait là.\r\nخليفة حفتر قال “نعم”. 習近平は言った\u2028"
    "Zoë 👩\u200d👩\u200d👧 met 👍🏽 Putin\r\rשָׁלוֹם said\t“no”.\x0c"
    "Z\u0335\u0343\u0360a\u0335lgo \u202eevil\u202c \x1b[31mred \ufefffin\x85The U.S. क्षि end \U0001f1f1\U0001f1fe.\n\n"
) * 4
ENTITIES = ("haftar", "putin", "cameo:LBY")
STATUSES = ("open", "done")


def article_of(whole: str, sha256: str = HEADER.text_sha256) -> Article:
    """An article of this text."""
    return Article("libya", Text(whole), sha256)


def editor_of(
    whole: str = NASTY, *records: Record, seed: int = 0, on_move: Callable[[Move], None] = lambda _: None
) -> Editor:
    """An editor of these records, whose text seems to have moved: the hash is another."""
    state = Annotations(replace(HEADER, text_sha256="1" * 64), {record.id: record for record in records})
    return Editor(
        article_of(whole),
        CODEBOOK,
        state,
        choose=random.Random(seed).choice,
        entity_exists={*ENTITIES, "nil"}.__contains__,
        on_move=on_move,
    )


class Person:
    """Somebody who presses keys at random, most of them with sense."""

    def __init__(self, editor: Editor, seed: int) -> None:
        self.editor = editor
        self.random = random.Random(seed)
        self._edges = [0, *(span.end for span in graphemes(str(editor.article.text)))]
        self.commands: dict[str, Callable[[], object]] = {
            **{f"make {layer.name}": self._maker(layer) for layer in CODEBOOK.layers},
            **{name: getattr(self, f"_{name}") for name in self._NAMES},
            "undo": editor.undo,
            "redo": editor.redo,
        }

    _NAMES = (
        *("change", "set", "mark", "resize", "remove", "link", "link_all", "propagate"),
        *("note", "flag", "set_status", "refuse", "repair"),
    )

    def press(self) -> tuple[str, bool]:
        """One command; its name, and whether it changed anything."""
        likely = (
            ["redo"] * 9 if self.editor.history.undone else ["make actor", "make claim", "set", "set", "mark", "undo"]
        )
        name = self.random.choice([*self.commands, *likely])
        before = self.editor.state
        try:
            self.commands[name]()
        except EditError:
            assert self.editor.state is before
            return name, False
        assert self.editor.state != before
        return name, True

    # What is drawn

    def span(self) -> Span:
        """A few graphemes; now and then nothing, or what lies outside."""
        if self.random.random() < 0.05:
            return self.random.choice((Span(3, 3), Span(-1, 2), Span(len(self.editor.article.text), 10**6)))
        start = self.random.randrange(len(self._edges) - 1)
        end = min(len(self._edges) - 1, start + self.random.randint(1, 12))
        return Span(self._edges[start], self._edges[end])

    def record(self, *, entity: bool = False) -> Record:
        """One of the records."""
        records = [one for one in self.editor.state.records.values() if not entity or one.layer == "actor"]
        if not records:
            raise EditError("there is none")
        return self.random.choice(records)

    def value(self, slot: Slot) -> Value | None:
        """A value for a slot, seldom one that it cannot take."""
        if self.random.random() < 0.08:
            return self.random.choice((None, "a-nobody", "wrong", 7, ("x",)))
        if slot.type == "attribute" and slot.kind == "integer":
            return self.random.randrange(3)
        if slot.type == "attribute" and slot.kind == "text":
            return self.random.choice(("", "Zoë 👍🏽", 'a "quoted" \\ word\n\tand more', "\x1b \u2028 \x00"))
        pool = list(slot.values) or self._targets(slot)
        if slot.many:
            return tuple(self.random.sample(pool, min(len(pool), self.random.randint(1, 3))))
        return self.random.choice(pool)

    def _targets(self, slot: Slot) -> list[str]:
        prefix = "" if slot.type == "link" else "entity:"
        found = [f"{prefix}{one}" for one in ENTITIES if "entity" in slot.to]
        found += [
            issue.id if slot.type == "link" else f"issue:{issue.id}" for issue in CODEBOOK.issues if "issue" in slot.to
        ]
        found += ["author"] * ("author" in slot.to)
        return found + [one.id for one in self.editor.state.records.values() if one.layer in slot.to]

    # What is done

    def _maker(self, layer: Layer) -> Callable[[], object]:
        return lambda: self.editor.make([self._filled(Record(layer.name, self.editor.fresh_id(layer.name)))])

    def _filled(self, record: Record) -> Record:
        for slot in self.editor.layer(record).slots:
            if not slot.required and self.random.random() < 0.4:
                continue
            if slot.type == "part":
                spans = [self.span() for _ in range(self.random.choice((1, 1, 2)))]
                record = record.with_part(slot.name, tuple(map(self.editor.fragment, spans)))
            else:
                record = record.with_value(slot.name, self.value(slot))
        return record

    def _change(self) -> object:
        """As a form does: several slots at once, and at times a mention made along."""
        record = self._filled(self.record())
        if self.random.random() < 0.5:
            return self.editor.change([record], "changed")
        mention = Record("actor", self.editor.fresh_id("actor"))
        mention = mention.with_part("mention", (self.editor.fragment(self.span()),))
        return self.editor.change([mention, record], "changed, with 1 actor")

    def _slot(self, record: Record, *types: str) -> Slot:
        return self.random.choice([slot for slot in self.editor.layer(record).slots if slot.type in types])

    def _set(self) -> object:
        record = self.record()
        slot = self._slot(record, "reference", "link", "attribute")
        return self.editor.set(record.id, slot.name, self.value(slot))

    def _mark(self) -> object:
        record = self.record()
        spans = [self.span() for _ in range(self.random.choice((1, 1, 2, 3)))]
        return self.editor.mark(record.id, self._slot(record, "part").name, spans)

    def _resize(self) -> object:
        record = self.record()
        fragments = list(record.fragments())
        if not fragments:
            raise EditError("there is none")
        part, _ = self.random.choice(fragments)
        number = self.random.randrange(len(record.parts[part]))
        return self.editor.resize(record.id, part, number, self.span())

    def _remove(self) -> object:
        return self.editor.remove([self.record().id for _ in range(self.random.choice((1, 1, 2)))])

    def _entity(self) -> str | None:
        return self.random.choice((*ENTITIES, "nil", None))

    def _link(self) -> object:
        return self.editor.link(self.record(entity=self.random.random() < 0.8).id, self._entity())

    def _link_all(self) -> object:
        refused = self._refused() if self.random.random() < 0.5 else None
        return self.editor.link_all([self.record(entity=True).id for _ in range(3)], self._entity(), refused)

    def _propagate(self) -> object:
        spans = [self.span() for _ in range(self.random.randint(0, 3))]
        beside = self.random.choice(((), ("other: a-999999",))) if spans else ()
        return self.editor.propagate(self.record().id, spans, beside)

    def _note(self) -> object:
        return self.editor.note(self.record().id, self.random.choice(("", "look again", "Zoë\n👍🏽", "\ud800")))

    def _flag(self) -> object:
        return self.editor.flag(self.record().id)

    def _set_status(self) -> object:
        return self.editor.set_status("done" if self.editor.state.header.status == "open" else "open")

    def _refuse(self) -> object:
        return self.editor.refuse(self._refused())

    def _refused(self) -> Refused:
        span = self.span()
        return Refused("actor", *span, self.editor.article.quote(span), self.random.choice(ENTITIES))

    def _repair(self) -> object:
        return self.editor.repair([self.record().id])


def quotes_stand(records: Sequence[Record], whole: str) -> bool:
    """Whether each fragment's quote is what the text says there."""
    return all(whole[one.start : one.end] == one.quote for record in records for _, one in record.fragments())
