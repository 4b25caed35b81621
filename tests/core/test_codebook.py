"""What a codebook may say, and each thing that it may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.strategies import CODEBOOK
from workbench.core.codebook import COLORS, RESERVED, Codebook, Issue, Layer, Slot, codebook_problems

_PART = Slot("words", "part")


def _book(*layers: Layer, issues: tuple[Issue, ...] = ()) -> Codebook:
    return Codebook(1, "", layers, issues)


def _layer(**changed: object) -> Codebook:
    return _book(replace(Layer("event", "e", (_PART,), key="e"), by_name={}, **changed))  # type: ignore[arg-type]


def _slot(slot: Slot) -> Codebook:
    return _book(Layer("actor", "a", (_PART,)), Layer("event", "e", (_PART, slot)))


def _issues(*issues: Issue) -> Codebook:
    return _book(Layer("event", "e", (_PART,)), issues=issues)


def _attribute(**changed: object) -> Codebook:
    return _slot(replace(Slot("mood", "attribute", values=("good", "bad")), **changed))  # type: ignore[arg-type]


TWO = (Layer("event", "e", (_PART,), key="e"), Layer("other", "o", (_PART,), key="o"))

WRONG = {
    "no layer": (_book(), "layer", "at least one layer"),
    "layer name twice": (
        _book(TWO[0], replace(TWO[1], name="event", by_name={})),
        "layer.name",
        "“event” stands twice",
    ),
    "prefix twice": (_book(TWO[0], replace(TWO[1], prefix="e", by_name={})), "layer.prefix", "“e” stands twice"),
    "key twice": (_book(TWO[0], replace(TWO[1], key="e", by_name={})), "layer.key", "“e” stands twice"),
    "capital layer": (_layer(name="Event"), "layer[0].name", "“Event” is not a free name"),
    "layer begins with a digit": (_layer(name="2nd"), "layer[0].name", "“2nd” is not a free name"),
    "reserved layer": (_layer(name="refused"), "layer[0].name", "“refused” is not a free name"),
    "layer called issue": (_layer(name="issue"), "layer[0].name", "“issue” is not a free name"),
    "layer called entity": (_layer(name="entity"), "layer[0].name", "“entity” is not a free name"),
    "layer called author": (_layer(name="author"), "layer[0].name", "“author” is not a free name"),
    "prefix with a colon": (_layer(prefix="e:"), "layer[0].prefix", "“e:” is not a short name"),
    "no prefix": (_layer(prefix=""), "layer[0].prefix", "“” is not a short name"),
    "long key": (_layer(key="ev"), "layer[0].key", "one letter or sign"),
    "digit as key": (_layer(key="3"), "layer[0].key", "one letter or sign"),
    "color": (_layer(color="pink"), "layer[0].color", "“pink” is none of cyan"),
    "slot twice": (_slot(_PART), "layer[1].slot[1].name", "“words” stands twice"),
    "capital slot": (_slot(Slot("Mood", "part")), "layer[1].slot[1].name", "“Mood” is not a free name"),
    "reserved slot": (_slot(Slot("quote", "part")), "layer[1].slot[1].name", "“quote” is not a free name"),
    "reference to nothing": (_slot(Slot("who", "reference")), "layer[1].slot[1].to", "a reference needs `to`"),
    "link to nothing": (_slot(Slot("who", "link")), "layer[1].slot[1].to", "a link needs `to`"),
    "unknown target": (
        _slot(Slot("who", "reference", to=("actor", "person"))),
        "layer[1].slot[1].to",
        "“person” is none of actor, author, entity, event, issue",
    ),
    "link to a layer": (_slot(Slot("who", "link", to=("actor",))), "layer[1].slot[1].to", "none of entity, issue"),
    "link to two kinds": (
        _slot(Slot("who", "link", to=("entity", "issue"))),
        "layer[1].slot[1].to",
        "either entities or issues",
    ),
    "choice without values": (_attribute(values=()), "layer[1].slot[1].values", "kind choice needs values"),
    "ordinal without values": (_attribute(values=(), kind="ordinal"), "layer[1].slot[1].values", "kind ordinal needs"),
    "value twice": (_attribute(values=("good", "good")), "layer[1].slot[1].values", "“good” stands twice"),
    "empty value": (_attribute(values=("good", "")), "layer[1].slot[1].values", "at least one letter"),
    "default": (_attribute(default="ugly"), "layer[1].slot[1].default", "“ugly” is none of good, bad"),
    "default of a number": (
        _attribute(values=(), kind="integer", default="two"),
        "layer[1].slot[1].default",
        "“two” is not a whole number",
    ),
    "number as default": (_attribute(values=(), kind="text", default=2), "layer[1].slot[1].default", "2 is a number"),
    "default of a part": (_slot(Slot("more", "part", default="x")), "layer[1].slot[1].default", "only an attribute"),
    "too few keys": (_attribute(keys=("g",)), "layer[1].slot[1].keys", "one different key for each value"),
    "one key for two": (_attribute(keys=("g", "g")), "layer[1].slot[1].keys", "one different key for each value"),
    "digit as value key": (_attribute(keys=("g", "1")), "layer[1].slot[1].keys", "“1” is taken in forms"),
    "slash as value key": (_attribute(keys=("g", "/")), "layer[1].slot[1].keys", "“/” is taken in forms"),
    "blank as value key": (_attribute(keys=("g", " ")), "layer[1].slot[1].keys", "“ ” is taken in forms"),
    "long value key": (_attribute(keys=("g", "ba")), "layer[1].slot[1].keys", "“ba” is taken in forms"),
    "issue twice": (_issues(Issue("war"), Issue("war")), "issue[1].id", "“war” stands twice"),
    "unknown parent": (_issues(Issue("war", parent="peace")), "issue[0].parent", "there is no issue “peace”"),
    "own parent": (_issues(Issue("war", parent="war")), "issue[0].parent", "form a circle"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_meant_is_named_with_its_key(name: str) -> None:
    codebook, key, what = WRONG[name]
    found = list(codebook_problems(codebook))
    assert [problem[0] for problem in found] == [key]
    assert what in found[0][1]


def test_a_circle_of_parents_is_told_of_every_issue_that_leads_into_it() -> None:
    book = _issues(Issue("a", parent="b"), Issue("b", parent="a"), Issue("c", parent="b"), Issue("d"))
    assert [key for key, _ in codebook_problems(book)] == ["issue[0].parent", "issue[1].parent", "issue[2].parent"]


def test_what_can_be_meant_is_no_problem() -> None:
    assert list(codebook_problems(CODEBOOK)) == []
    fine = (
        Slot("count", "attribute", kind="integer", default=2),
        Slot("remark", "attribute", kind="text", default="none"),
        Slot("grade", "attribute", kind="ordinal", values=("low", "high"), default="low"),
        Slot("who", "reference", to=("actor", "event", "entity", "issue", "author"), many=True),
        Slot("a_2", "part"),
    )
    for slot in fine:
        assert list(codebook_problems(_slot(slot))) == []
    assert list(codebook_problems(_layer(key="", color="red"))) == []
    assert list(codebook_problems(_layer(key="0"))) == []
    assert list(codebook_problems(_issues(Issue("a"), Issue("b", parent="a"), Issue("c", parent="b")))) == []


def test_the_reserved_names_are_those_of_the_files() -> None:
    assert {
        "id",
        "note",
        "flag",
        "origin",
        "from",
        "start",
        "end",
        "quote",
        "refused",
        "rejected",
        "codebook",
    } <= RESERVED
    assert "entity" not in RESERVED


def test_names_on_the_screen_fall_back() -> None:
    assert Slot("cue", "part").label == "cue"
    assert Slot("cue", "part", title="Cue").label == "Cue"
    assert CODEBOOK.layer("event").label == "Events"
    assert CODEBOOK.layer("claim").label == "claim"
    assert Issue("war").label == "war"
    assert Issue("war", "The war").label == "The war"


def test_slots_are_found_by_name_and_type() -> None:
    claim, actor = CODEBOOK.layer("claim"), CODEBOOK.layer("actor")
    assert [slot.name for slot in claim.parts] == ["cue", "content"]
    assert [slot.name for slot in claim.of_type("reference")] == ["source"]
    assert claim.by_name["issue"].to == ("issue",)
    assert claim.entity_slot is None
    assert actor.entity_slot is actor.by_name["entity"]
    assert CODEBOOK.issues_by_id["oil"].parent == "war"
    with pytest.raises(KeyError):
        CODEBOOK.layer("mood")


def test_the_main_part_is_the_first_required_one_else_the_last() -> None:
    first, second = Slot("one", "part"), Slot("two", "part", required=True)
    assert CODEBOOK.layer("claim").main_part is CODEBOOK.layer("claim").by_name["content"]
    assert CODEBOOK.layer("stance").main_part is CODEBOOK.layer("stance").by_name["evidence"]
    assert Layer("x", "x", (first, second, Slot("three", "part", required=True))).main_part is second
    assert Layer("x", "x", (first, Slot("last", "part"))).main_part == Slot("last", "part")
    assert Layer("x", "x", (Slot("who", "reference", to=("author",)),)).main_part is None


def test_a_layer_without_a_color_takes_the_one_of_its_place() -> None:
    assert [CODEBOOK.color(layer) for layer in CODEBOOK.layers] == list(COLORS[:4])
    many = _book(*(Layer(f"l{n}", f"l{n}", (_PART,)) for n in range(len(COLORS) + 1)))
    assert many.color(many.layers[-1]) == COLORS[0]
    assert _layer(color="red").color(_layer(color="red").layers[0]) == "red"


def test_the_keys_of_values_are_those_declared_else_their_first_free_letters() -> None:
    plus_and_minus = Slot("side", "attribute", values=("support", "oppose"), keys=("+", "-"))
    assert plus_and_minus.value_keys() == {"+": "support", "-": "oppose"}
    plain = Slot("kind", "attribute", values=("person", "place", "-2nd", "p"))
    assert plain.value_keys() == {"p": "person", "l": "place", "n": "-2nd"}


def test_a_value_whose_key_some_keyboards_hardly_type_has_its_letter_too() -> None:
    assert CODEBOOK.layer("stance").by_name["polarity"].value_keys() == {
        "+": "support",
        "-": "oppose",
        "~": "mixed",
        "m": "mixed",
    }
    taken = Slot("side", "attribute", values=("may", "mixed", "both"), keys=("m", "~", "["))
    assert taken.value_keys() == {"m": "may", "~": "mixed", "[": "both", "i": "mixed", "b": "both"}


def test_a_value_takes_the_shape_of_its_slot() -> None:
    one, many = Slot("who", "link", to=("entity",)), Slot("who", "link", to=("entity",), many=True)
    assert one.shaped("x") == "x"
    assert many.shaped("x") == ("x",)
    assert many.shaped(("x", "y")) == ("x", "y")
    assert many.shaped(None) is None
