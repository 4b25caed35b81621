"""What a codebook gains stands in it, and everything else stays as it was."""

from __future__ import annotations

import pytest

from workbench.core.codebook import Issue, Layer, Slot
from workbench.core.errors import FileError
from workbench.store.codebook_edits import Additions, extended
from workbench.store.codebook_file import parse_codebook
from workbench.store.shipped import default_codebook

DEFAULT = default_codebook().read_bytes()

DISEASE = Layer(
    "disease",
    "d",
    (
        Slot("text", "part", required=True, title="Words"),
        Slot("category", "attribute", values=("modifier", "class")),
        Slot("of", "reference", to=("actor", "disease"), many=True),
        Slot("size", "attribute", kind="integer", default=3),
    ),
    title="Diseases “rare”",
)


def test_layers_slots_values_targets_and_issues_are_added() -> None:
    additions = Additions(
        (DISEASE,),
        {"stance": (Slot("bias", "attribute", values=("lex", "inf")),)},
        {("actor", "kind"): ("robot", "person-like")},
        {("stance", "holder"): ("disease",)},
        (Issue("war", "The war"), Issue("oil", "Oil", "war")),
    )
    made = parse_codebook(extended(DEFAULT, additions, "codebook.toml"), "codebook.toml")
    before = parse_codebook(DEFAULT, "codebook.toml")
    assert made.layer("disease") == DISEASE
    assert made.layer("stance").slots[:-1][1:] == before.layer("stance").slots[1:]
    assert made.layer("stance").by_name["bias"].values == ("lex", "inf")
    assert made.layer("stance").by_name["holder"].to == ("actor", "entity", "author", "disease")
    kind = made.layer("actor").by_name["kind"]
    assert kind.values[-2:] == ("robot", "person-like")
    assert len(kind.keys) == len(set(kind.keys)) == len(kind.values)
    assert made.issues == (Issue("war", "The war"), Issue("oil", "Oil", "war"))
    assert made.layers[:-1][2] == before.layers[2]


def test_every_line_stays_but_those_that_gain_something() -> None:
    made = extended(DEFAULT, Additions((DISEASE,), issues=(Issue("war"),)), "codebook.toml")
    assert made.startswith(DEFAULT.rstrip(b"\n"))


def test_a_codebook_in_another_spelling_is_refused_not_spoilt() -> None:
    inline = b'format = 1\nlayer = [{name = "a", prefix = "a", slot = [{name = "b", type = "part"}]}]\n'
    parse_codebook(inline, "codebook.toml")
    with pytest.raises(FileError, match="array of tables"):
        extended(inline, Additions((DISEASE,)), "codebook.toml")


def test_what_the_codebook_could_not_mean_is_refused() -> None:
    with pytest.raises(FileError, match="stands twice"):
        extended(DEFAULT, Additions((Layer("actor", "x", DISEASE.slots[:1]),)), "codebook.toml")
