"""What a codebook gains stands in it, and everything else stays as it was."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.codebook import Issue, Layer, Slot
from workbench.core.errors import FileError
from workbench.store.codebook_edits import Additions, extended, with_issue
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


LAYER = b'[[layer]]\nname = "a"\nprefix = "a"\n\n[[layer.slot]]\nname = "b"\ntype = "part"  # words\n'
ISSUES = b'# topics\n[[issue]]\nid = "war" # the first\n\n[[issue]]\nid="oil"\n'
NEW = b'\n[[issue]]\nid = "peace"\ntitle = "Peace \xe2\x80\x9cnow\xe2\x80\x9d"\nparent = "war"\n'

GOLDEN = {
    "at the end": (b"format = 1\n" + LAYER + ISSUES, b""),
    "behind a last comment": (b"format = 1\n" + LAYER + ISSUES + b"\n# the end\n\n", b""),
    "before the layers": (b"format = 1\n" + ISSUES + b"\n", LAYER + b"# the end\n"),
    "where issues lie apart": (b'format = 1\n[[issue]]\nid = "oil"\n' + LAYER + b'\n[[issue]]\nid = "war"\n', b""),
}
"""What stands before the new issue, and what behind."""


@pytest.mark.parametrize("case", GOLDEN)
def test_a_new_issue_stands_behind_the_others_and_every_other_byte_stays(case: str) -> None:
    before, behind = GOLDEN[case]
    made = with_issue(before + behind, Issue("peace", "Peace “now”", "war"), "codebook.toml")
    assert made == before + NEW + behind


def test_the_first_issue_stands_at_the_end_of_the_codebook_that_comes_with_a_new_project() -> None:
    made = with_issue(DEFAULT, Issue("peace", "Peace"), "codebook.toml")
    assert made == DEFAULT + b'\n[[issue]]\nid = "peace"\ntitle = "Peace"\n'


def test_the_lines_of_a_new_issue_end_as_the_others_do() -> None:
    data = (b"format = 1\n" + LAYER + ISSUES).replace(b"\n", b"\r\n")
    made = with_issue(data, Issue("peace", "Peace “now”", "war"), "codebook.toml")
    assert made == data + NEW.replace(b"\n", b"\r\n")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.sampled_from(sorted(GOLDEN)), st.booleans())
def test_any_title_is_read_back_as_it_was_typed(title: str, case: str, cut: bool) -> None:
    data = b"".join(GOLDEN[case])
    data = data.rstrip(b"\n") if cut else data
    made = with_issue(data, Issue("peace", title), "codebook.toml")
    assert tomllib.loads(made.decode())["issue"][-1] == {"id": "peace", "title": title}
    assert len(made) > len(data)
    assert all(line in made.splitlines() for line in data.splitlines())


def test_an_issue_is_refused_where_the_issues_stand_in_one_line() -> None:
    with pytest.raises(FileError, match=r"spell it \[\[issue\]\]"):
        with_issue(b'format = 1\nissue = [{id = "war"}]\n' + LAYER, Issue("peace"), "codebook.toml")
