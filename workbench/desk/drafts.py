"""Drafts: forms that were left without a record, kept beside the place of a person so that a later start brings them back."""

from __future__ import annotations

import msgspec

from workbench.core.annotation import Record
from workbench.core.errors import EditError
from workbench.editor import Editor
from workbench.editor.form import Choices, Form

MOST = 8
"""So many articles have a draft at most; the oldest goes."""

NONE = "there is no draft to bring back"


class Draft(msgspec.Struct, frozen=True, forbid_unknown_fields=False):
    """What stood in a form."""

    record: Record
    along: tuple[Record, ...] = ()
    """The records that would be made along with it."""
    before: Record | None = None
    """The record as it was, where the form was about to change one."""
    index: int = 0
    """The slot that the person was at."""
    interrupted: bool = False
    """Whether the program ended while the form was open."""
    item: str = ""
    """In a review, the key of the item that the form decides."""
    at: int = 0
    """The offset at which the form was opened."""


Drafts = dict[str, Draft]
"""By article, the oldest first."""


def keep(drafts: Drafts, form: Form, item: str, at: int, *, unasked: bool = False) -> None:
    """Keep what stands in a form, which was opened at the offset ``at``, as the draft of its article."""
    wanted = {target for slot in form.slots for target in form.record.references(slot.name)}
    along = tuple(one for one in form.companions.values() if one.id in wanted)
    before = None if form.new else form.editor.state.records.get(form.record.id)
    article, draft = form.editor.article.id, Draft(form.record, along, before, form.index, unasked, item, at)
    try:
        msgspec.json.encode(draft)
    except UnicodeEncodeError:
        return  # half a character, which no file can keep
    drafts.pop(article, None)
    drafts[article] = draft
    while len(drafts) > MOST:
        del drafts[next(iter(drafts))]


def interrupted(drafts: Drafts, editor: Editor) -> str:
    """The layer of the form that was open in an article when the program ended, told once; "" where none was, or where what
    it would make is made.
    """
    article = editor.article.id
    draft = drafts.get(article)
    if draft is None or not draft.interrupted:
        return ""
    if editor.state.records.get(draft.record.id) != draft.before:
        del drafts[article]
        return ""
    drafts[article] = msgspec.structs.replace(draft, interrupted=False)
    return draft.record.layer


def forget(drafts: Drafts, form: Form) -> None:
    """The form's record was made or changed: its draft is no draft any more."""
    kept = drafts.get(form.editor.article.id)
    if kept is not None and kept.record.id == form.record.id:
        del drafts[form.editor.article.id]


def waiting(drafts: Drafts, editor: Editor) -> Draft:
    """The article's draft. Raises EditError where there is none, or where it does not fit any more."""
    draft = drafts.get(editor.article.id)
    layer = editor.codebook.by_name.get(draft.record.layer) if draft is not None else None
    if draft is None or layer is None or not layer.by_name.keys() >= {*draft.record.parts, *draft.record.values}:
        raise EditError(NONE)
    if editor.state.records.get(draft.record.id) != draft.before:
        del drafts[editor.article.id]
        raise EditError(NONE if draft.before is None else "the record of this draft is gone or was changed meanwhile")
    return draft


def blank(draft: Draft, editor: Editor, choices: Choices) -> Form:
    """A coder's form for a draft that fits."""
    layer, standing = editor.codebook.layer(draft.record.layer), editor.state.records.get(draft.record.id)
    return Form(editor, layer, standing or draft.record, standing is None, choices)


def filled(form: Form, draft: Draft) -> Form:
    """A form as the draft left it. Raises EditError where it is the form of another layer."""
    if form.layer.name != draft.record.layer:
        raise EditError(NONE)
    form.record, form.index = draft.record, min(draft.index, len(form.slots) - 1)
    form.companions.update({one.id: one for one in draft.along})
    return form
