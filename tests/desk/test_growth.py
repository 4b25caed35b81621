"""What a codebook has to gain for an import, and what it refuses."""

from __future__ import annotations

from workbench.core.codebook import Codebook, Issue, Layer, Slot
from workbench.desk.growth import Growth
from workbench.interchange.ours import default

PART = Slot("text", "part")


def _grown(*layers: Layer) -> Growth:
    growth = Growth(default())
    for layer in layers:
        growth.add_layer(layer)
    return growth


def test_what_is_known_adds_nothing() -> None:
    growth = _grown(*default().layers)
    assert not growth.additions()
    assert growth.codebook == default()


def test_a_new_layer_gets_a_prefix_and_a_key_of_its_own() -> None:
    growth = _grown(Layer("money", "a", (PART,), key="c"), Layer("malady", "a", (PART,), key="m"))
    assert [(one.name, one.prefix, one.key) for one in growth.additions().layers] == [
        ("money", "a2", ""),
        ("malady", "a3", "m"),
    ]


def test_a_new_layer_that_comes_twice_is_added_once_with_all_its_slots() -> None:
    more = Slot("size", "attribute", values=("big",))
    growth = _grown(Layer("money", "m", (PART,)), Layer("money", "m", (PART, more)), Layer("money", "m", (more,)))
    assert growth.additions().layers == (Layer("money", "m", (PART, more)),)
    assert not growth.additions().slots


def test_missing_slots_values_and_targets_come_to_a_known_layer() -> None:
    bias = Slot("bias", "attribute", values=("lex",))
    polarity = Slot("polarity", "attribute", values=("support", "cautious"))
    holder = Slot("holder", "reference", to=("actor", "stance"))
    growth = _grown(Layer("stance", "x", (bias, polarity, holder)))
    found = growth.additions()
    assert found.slots == {"stance": (bias,)}
    assert found.values == {("stance", "polarity"): ("cautious",)}
    assert found.targets == {("stance", "holder"): ("stance",)}
    stance = growth.codebook.layer("stance")
    assert stance.by_name["polarity"].values[-1] == "cautious"
    assert stance.by_name["holder"].to[-1] == "stance"
    assert growth.names() == ("slot stance.bias", "stance.polarity: cautious", "stance.holder: stance")


def test_a_slot_of_another_type_is_a_trouble() -> None:
    growth = _grown(Layer("claim", "c", (Slot("cue", "attribute", values=("x",)),)))
    assert growth.troubles == ["the codebook has a part “cue” in “claim”, the import an attribute; rename one of them"]


def test_issues_that_are_known_stay() -> None:
    growth = Growth(Codebook(1, "", default().layers, (Issue("war", "The war"),)))
    growth.add_issue(Issue("war", "Another title"))
    growth.add_issue(Issue("oil", "Oil"))
    assert growth.additions().issues == (Issue("oil", "Oil"),)
