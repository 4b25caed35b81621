from __future__ import annotations

from workbench.keys.commands import by_id
from workbench.keys.keymap import Found, Pending

from .maps import live

ARTICLE = ("article", "app")


def name(found: Found | Pending | None) -> str:
    assert isinstance(found, Found)
    return found.command.id


def test_the_narrower_context_is_asked_first() -> None:
    keymap = live()
    assert name(keymap.lookup(ARTICLE, ("/",))) == "search.start"
    assert name(keymap.lookup(("pane", "app"), ("/",))) == "pane.filter"
    assert name(keymap.lookup(("form",), ("/",))) == "form.query"
    assert name(keymap.lookup(ARTICLE, ("u",))) == "app.undo"
    assert name(keymap.lookup(("picker", "list"), ("ctrl+e",))) == "picker.create"
    assert name(keymap.lookup(("picker", "list"), ("ctrl+n",))) == "list.down"


def test_a_key_without_a_command_is_nothing() -> None:
    keymap = live()
    assert keymap.lookup(ARTICLE, ("ctrl+g",)) is None
    assert keymap.lookup(("form",), ("q",)) is None
    assert keymap.lookup(ARTICLE, ()) is None
    assert keymap.lookup(("nowhere",), ("q",)) is None


def test_letters_of_a_form_and_of_a_list_are_free() -> None:
    keymap = live()
    assert all(keymap.lookup(("form",), (letter,)) is None for letter in "abcxyzAZ+-0~=")
    assert all(keymap.lookup(("picker", "list"), (letter,)) is None for letter in "abcxyzAZ+-0~=/19")


def test_motions_work_while_a_form_takes_words_and_escape_goes_back() -> None:
    keymap = live()
    assert name(keymap.lookup(("mark",), ("w",))) == "move.word.next"
    assert name(keymap.lookup(("mark",), (".",))) == "select.grow"
    assert name(keymap.lookup(("mark",), ("escape",))) == "mark.cancel"
    assert name(keymap.lookup(ARTICLE, ("escape",))) == "select.clear"
    assert keymap.lookup(("mark",), ("x",)) is None


def test_redraw_and_suspend_work_everywhere() -> None:
    keymap = live()
    for context in ("app", "form", "mark", "list", "field", "dialog", "reader"):
        assert name(keymap.lookup((context,), ("ctrl+l",))) == "app.redraw"
        assert name(keymap.lookup((context,), ("ctrl+z",))) == "app.suspend"


def test_a_sequence_waits_and_tells_what_may_follow_in_every_context_of_the_chain() -> None:
    keymap = live(name="vim")
    pending = keymap.lookup(ARTICLE, ("g",))
    assert isinstance(pending, Pending)
    assert {key: command.id for key, command in pending.options} == {
        "g": "move.article.start",
        "r": "record.repair",
        "i": "app.draft",
        "t": "article.next",
        "T": "article.previous",
    }
    assert name(keymap.lookup(ARTICLE, ("g", "g"))) == "move.article.start"
    assert name(keymap.lookup(ARTICLE, ("g", "t"))) == "article.next"
    assert keymap.lookup(ARTICLE, ("g", "x")) is None
    assert keymap.lookup(ARTICLE, ("g", "g", "g")) is None


def test_what_remains_of_a_longer_sequence_is_shown_whole() -> None:
    keymap = live('[app]\n"app.save" = ["space f s"]\n', name="vim")
    pending = keymap.lookup(ARTICLE, ("space",))
    assert isinstance(pending, Pending)
    assert ("f s", by_id()["app.save"]) in pending.options
    assert isinstance(keymap.lookup(ARTICLE, ("space", "f")), Pending)
    assert name(keymap.lookup(ARTICLE, ("space", "f", "s"))) == "app.save"


def test_keys_and_labels_of_a_command() -> None:
    keymap = live()
    assert keymap.keys_of("move.page.down") == ("space", "pagedown", "ctrl+f")
    assert keymap.label_of("move.page.down") == "Space"
    assert keymap.label_of("app.save") == "^S"
    assert keymap.label_of("form.cancel") == "Esc"
    assert keymap.keys_of("no.such") == ()
    assert keymap.label_of("no.such") == ""
    assert keymap.keys_of("record.edit", "pane") == ("e",)
    assert keymap.command("app.quit") == by_id()["app.quit"]
    assert keymap.command("no.such") is None


def test_the_table_names_each_command_once_unless_its_keys_differ_elsewhere() -> None:
    plain = [(row.context, row.command.id) for row in live().rows()]
    assert len(plain) == len({command for _, command in plain})
    changed = live('[pane]\n"record.edit" = ["w"]\n').rows()
    assert [(row.context, row.keys) for row in changed if row.command.id == "record.edit"] == [
        ("article", ("e",)),
        ("pane", ("w",)),
    ]


def test_help_lists_what_can_be_pressed_here_narrow_first() -> None:
    rows = live().rows_in(("pane", "app"))
    ids = [row.command.id for row in rows]
    assert {"pane.open", "record.edit", "app.undo"} <= set(ids)
    assert "move.word.next" not in ids
    assert ids.index("pane.open") < ids.index("app.undo")
    assert len(ids) == len(set(ids))


def test_help_leaves_out_a_key_that_a_narrower_context_took() -> None:
    keymap = live('[article]\n"select.clear" = ["escape", "tab"]\n')
    assert "pane.next" not in {row.command.id for row in keymap.rows_in(ARTICLE)}
    assert "pane.next" in {row.command.id for row in keymap.rows_in(("pane", "app"))}
