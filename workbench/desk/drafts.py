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


Drafts = dict[str, Draft]
"""By article, the oldest first."""


def keep(drafts: Drafts, form: Form, *, unasked: bool = False) -> None:
    """Keep what stands in a form as the draft of its article."""
    wanted = {target for slot in form.slots for target in form.record.references(slot.name)}
    along = tuple(one for one in form.companions.values() if one.id in wanted)
    before = None if form.new else form.editor.state.records.get(form.record.id)
    article, draft = form.editor.article.id, Draft(form.record, along, before, form.index, unasked)
    try:
        msgspec.json.encode(draft)
    except UnicodeEncodeError:
        return  # half a character, which no file can keep
    drafts.pop(article, None)
    drafts[article] = draft
    while len(drafts) > MOST:
        del drafts[next(iter(drafts))]


def interrupted(drafts: Drafts, article: str) -> str:
    """The layer of the form that was open in an article when the program ended, told once; "" where none was."""
    draft = drafts.get(article)
    if draft is None or not draft.interrupted:
        return ""
    drafts[article] = msgspec.structs.replace(draft, interrupted=False)
    return draft.record.layer


def forget(drafts: Drafts, form: Form) -> None:
    """The form's record was made or changed: its draft is no draft any more."""
    kept = drafts.get(form.editor.article.id)
    if kept is not None and kept.record.id == form.record.id:
        del drafts[form.editor.article.id]


def brought_back(drafts: Drafts, editor: Editor, choices: Choices) -> Form:
    """The form of the article's draft. Raises EditError where there is none, or where it does not fit any more."""
    draft = drafts.get(editor.article.id)
    layer = editor.codebook.by_name.get(draft.record.layer) if draft is not None else None
    if draft is None or layer is None or not layer.by_name.keys() >= {*draft.record.parts, *draft.record.values}:
        raise EditError(NONE)
    standing = editor.state.records.get(draft.record.id)
    if standing != draft.before:
        del drafts[editor.article.id]
        raise EditError(NONE if draft.before is None else "the record of this draft is gone or was changed meanwhile")
    form = Form(
        editor, layer, standing or draft.record, standing is None, choices, min(draft.index, len(layer.slots) - 1)
    )
    form.record = draft.record
    form.companions.update({one.id: one for one in draft.along})
    return form
