"""What forms begin with and offer, on the sample project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.editor.sample import Sample, sample
from workbench.core.annotation import Fragment, Record, Refused
from workbench.core.codebook import Codebook, Layer, Slot
from workbench.core.errors import EditError
from workbench.core.span import Span
from workbench.core.text import Text
from workbench.editor.form import Choice, Form
from workbench.editor.proposals import plausible
from workbench.editor.reader import Reader
from workbench.linking.rank import Candidate

PENTAGON = (
    "that the Pentagon is leading diplomatic efforts in Libya amid a lack of coherent policy from both the Biden and Trump"
    " administrations"
)
EVENT = Layer(
    "event",
    "e",
    (
        Slot("participants", "reference", to=("actor", "entity"), many=True),
        Slot("words", "part", required=True),
        Slot("severity", "attribute", values=("low", "high"), default="low"),
        Slot("topics", "attribute", values=("war", "oil"), default="war", many=True),
        Slot("casualties", "attribute", kind="integer"),
    ),
)
SPEECH = Layer("speech", "p", (Slot("source", "reference", to=("entity",), required=True), Slot("content", "part")))


@pytest.fixture
def libya(tmp_path: Path) -> Sample:
    """The sample, with a fourth and a fifth layer in its codebook."""
    base = sample(tmp_path / "base").editor.codebook
    return sample(tmp_path, codebook=Codebook(1, "", (*base.layers, EVENT, SPEECH), base.issues))


def _form(libya: Sample, layer: str, current: Record | None = None) -> Form:
    return libya.proposer.new_form(libya.editor.codebook.layer(layer), current)


def _labels(form: Form, slot: str, query: str = "") -> list[str]:
    form.go_to(slot)
    return [choice.label for choice in form.choices(query)]


def _claim(libya: Sample) -> Record:
    libya.go("noted")
    _form(libya, "claim").commit()
    return libya.made("claim")[0]


def test_a_claim_begins_with_source_cue_and_content_of_its_sentence(libya: Sample) -> None:
    libya.go("Jalel")
    form = _form(libya, "claim")
    assert libya.words(form.record, "cue") == ["noted"]
    assert libya.words(form.record, "content") == [PENTAGON]
    (source,) = form.companions.values()
    assert form.record.values == {
        "source": source.id,
        "kind": "assertion",
        "certainty": "asserted",
        "quotation": "indirect",
    }
    assert (libya.words(source, "mention"), source.values) == (["Jalel Harchaoui"], {"entity": "jalel-harchaoui"})
    assert (form.new, form.slot.name) == (True, "source")
    assert form.commit().title == "claim made, with 1 actor"
    assert libya.made("claim") == [form.record]
    assert libya.made("actor") == [source]
    assert len(libya.editor.history.done) == 1


def test_a_source_that_is_tagged_is_taken(libya: Sample) -> None:
    first = _claim(libya)
    libya.reader.select(libya.span(PENTAGON))
    form = _form(libya, "claim")
    assert form.companions == {}
    assert form.record.values["source"] == first.values["source"]
    assert libya.words(form.record, "content") == [PENTAGON]
    libya.go("Jalel")
    assert form.choices()[0].detail == f"tagged {first.values['source']}"


def test_a_mention_within_the_proposed_source_counts_as_it(libya: Sample) -> None:
    span = libya.span("Harchaoui")
    tagged = Record("actor", "a-1", {"mention": (libya.editor.fragment(span),)}, {"entity": "jalel-harchaoui"})
    libya.editor.make([tagged])
    libya.go("noted")
    form = _form(libya, "claim")
    assert form.record.values["source"] == "a-1"


def test_a_selection_is_the_content_and_where_there_is_no_attribution_nothing_is_proposed(libya: Sample) -> None:
    libya.reader.select(libya.span("U.S. military maneuvers alone"))
    form = _form(libya, "claim")
    assert libya.words(form.record, "content") == ["U.S. military maneuvers alone"]
    assert _labels(form, "content")[0] == "U.S. military maneuvers alone"
    assert form.choices()[0].detail == "selected"


def test_an_empty_text_has_empty_forms(libya: Sample) -> None:
    libya.editor.article = replace(libya.editor.article, text=Text(""))
    proposer = replace(libya.proposer, reader=Reader(Text("")))
    for layer in libya.editor.codebook.layers:
        form = proposer.new_form(layer, None)
        for slot in form.slots:
            form.go_to(slot.name)
            assert all(choice.spans in ((), (Span(0, 0),)) for choice in form.choices())
        assert all(fragment.span.empty for _, fragment in form.record.fragments())
        with pytest.raises(EditError):
            form.commit()


def test_a_stance_begins_with_the_claim_just_made(libya: Sample) -> None:
    claim = _claim(libya)
    form = _form(libya, "stance", claim)
    assert form.record.values == {"holder": claim.values["source"], "target": claim.id}
    assert libya.words(form.record, "evidence") == [PENTAGON]
    assert form.slot.name == "polarity"
    assert form.press("-")
    assert form.commit().title == "stance made"
    assert libya.made("stance")[0].values["polarity"] == "oppose"


def test_a_stance_on_a_claim_with_an_issue_is_towards_the_issue(libya: Sample) -> None:
    claim = _claim(libya)
    libya.editor.set(claim.id, "issue", "us-libya-policy")
    libya.editor.set(claim.id, "source", None)
    form = _form(libya, "stance")
    assert form.record.values == {"target": "issue:us-libya-policy"}
    assert form.slot.name == "holder"


def test_of_several_claims_the_current_one_counts_then_the_innermost_under_the_cursor(libya: Sample) -> None:
    fragment = libya.editor.fragment
    outer = Record("claim", "c-0", {"content": (fragment(libya.span(PENTAGON)),)}, {"source": "author"})
    inner = Record("claim", "c-1", {"content": (fragment(libya.span("a lack of coherent policy")),)})
    libya.editor.make([outer, inner])
    libya.go("coherent")
    assert _form(libya, "stance").record.values["target"] == "c-1"
    assert _form(libya, "stance", outer).record.values == {"holder": "author", "target": "c-0"}
    libya.go("Pentagon")
    assert _form(libya, "stance").record.values["target"] == "c-0"
    libya.go("Jalel")
    assert _form(libya, "stance").record.values["target"] == "c-0"
    libya.go("Following a visit")
    assert "claim" not in str(_form(libya, "stance", outer).record.values["target"])


def test_a_stance_in_a_sentence_without_claims_is_between_its_actors(libya: Sample) -> None:
    libya.go("Following a visit")
    form = _form(libya, "stance")
    holder, target = (form.companions[str(form.record.values[slot])] for slot in ("holder", "target"))
    assert (holder.values, target.values) == ({"entity": "khalifa-haftar"}, {"entity": "belarus"})
    assert libya.words(form.record, "evidence")[0].endswith("the U.S. is keen to sway Haftar’s allegiance")
    form.press("+")
    form.commit()
    assert len(libya.made("actor")) == 2


def test_a_selection_is_the_evidence(libya: Sample) -> None:
    claim = _claim(libya)
    span = libya.span("a lack of coherent policy")
    libya.reader.select(span)
    assert libya.words(_form(libya, "stance", claim).record, "evidence") == ["a lack of coherent policy"]
    form = _form(libya, "stance")
    assert libya.words(form.record, "evidence") == ["a lack of coherent policy"]
    assert form.record.values["target"] != claim.id


def test_a_mention_is_the_selection_else_the_name_else_the_word(libya: Sample) -> None:
    libya.go("Haftar", 2)
    libya.reader.move(libya.span("Umberto Profazio").start + 9)
    assert libya.words(_form(libya, "actor").record, "mention") == ["Umberto Profazio"]
    libya.go("cautioned")
    assert libya.words(_form(libya, "actor").record, "mention") == ["cautioned"]
    libya.reader.select(libya.span("Analyst Umberto Profazio"))
    assert libya.words(_form(libya, "actor").record, "mention") == ["Analyst Umberto Profazio"]


def test_a_made_up_layer_begins_with_the_sentence_and_its_defaults(libya: Sample) -> None:
    libya.go("Recent U.S. military efforts")
    form = _form(libya, "event")
    assert libya.words(form.record, "words")[0].startswith("Recent U.S. military efforts focus")
    assert form.record.values == {"severity": "low", "topics": ("war",)}
    assert form.slot.name == "participants"
    assert _labels(form, "participants") == ["United States", "Khalifa Haftar", "Russian"]
    form.take(form.choices()[2])
    form.take(form.choices()[1])
    form.take(form.choices()[2])
    (kept,) = form.record.references("participants")
    assert form.companions[kept].values == {"entity": "khalifa-haftar"}
    assert form.commit().title == "event made, with 1 actor"
    assert libya.made("event")[0].values["participants"] == (kept,)


def test_a_source_that_takes_no_mentions_is_an_entity(libya: Sample) -> None:
    libya.go("noted")
    form = _form(libya, "speech")
    assert form.record.values == {"source": "entity:jalel-harchaoui"}
    assert form.record.parts.keys() == {"content"}
    assert form.companions == {}
    assert [choice.value for choice in form.choices()] == ["entity:jalel-harchaoui"]
    libya.go("recent reports")
    form = _form(libya, "speech")
    assert form.record.values == {}
    assert all(choice.value is not None for choice in form.choices())


def test_the_choices_of_a_claim(libya: Sample) -> None:
    libya.go("noted")
    form = _form(libya, "claim")
    assert _labels(form, "source")[0] == "Jalel Harchaoui"
    assert "Royal United Services Institute" in _labels(form, "source")
    assert _labels(form, "source")[-1] == "the article’s author"
    assert "Royal United Services Institute" in _labels(form, "source", "rusi")
    assert "Libya" not in _labels(form, "source", "rusi")
    assert "the article’s author" not in _labels(form, "source", "rusi")
    assert _labels(form, "source", "author")[-1] == "the article’s author"
    assert _labels(form, "cue")[0] == "noted"
    assert _labels(form, "content")[0] == PENTAGON
    assert _labels(form, "certainty") == ["asserted", "hedged", "denied"]
    assert _labels(form, "certainty", "HED") == ["hedged"]
    assert _labels(form, "issue", "libya") == [
        "US policy on Libya",
        "Russian influence in Libya",
        "Russian military presence in Libya",
    ]
    assert all(
        len(set(map(repr, choices))) == len(choices) for choices in (_labels(form, slot.name) for slot in form.slots)
    )


def test_issues_that_were_used_come_first(libya: Sample) -> None:
    claim = _claim(libya)
    libya.editor.set(claim.id, "issue", "haftar-alignment")
    form = libya.proposer.edit_form(libya.made("claim")[0])
    assert _labels(form, "issue")[:2] == ["Haftar will turn to the US", "US foreign policy"]
    assert _labels(_form(libya, "stance"), "target", "turn to the US")[0] == "Haftar will turn to the US"


def test_records_are_found_by_a_query_but_not_the_one_in_hand(libya: Sample) -> None:
    claim = _claim(libya)
    libya.go("Following a visit")
    form = _form(libya, "stance")
    assert claim.id in [choice.value for choice in _choices(form, "target", "pentagon")]
    assert _choices(form, "target", "pentagon")[-1].detail.startswith("claim c-")


def _choices(form: Form, slot: str, query: str) -> list[Choice]:
    form.go_to(slot)
    return list(form.choices(query))


def test_an_actor_is_linked_to_a_candidate(libya: Sample) -> None:
    libya.go("Khalifa Haftar")
    form = _form(libya, "actor")
    assert _labels(form, "entity")[0] == "Khalifa Haftar"
    assert _labels(form, "entity", "rusi")[0] == "Royal United Services Institute"
    form.go_to("entity")
    form.take(form.choices()[0])
    form.commit()
    assert libya.made("actor")[0].values == {"entity": "khalifa-haftar"}


def test_a_refused_candidate_falls_behind(libya: Sample) -> None:
    first = libya.proposer.candidates("Haftar", False)[0]
    libya.editor.refuse(Refused("actor", 0, 6, "HAFTAR", entity=first.id))
    again = {found.id: found for found in libya.proposer.candidates("Haftar", False)}
    assert libya.proposer.candidates("Haftar", False)[0].id != first.id
    assert not plausible(again[first.id])
    assert libya.proposer.candidates("Khalifa Haftar", False)[0].id == first.id


def test_what_enter_may_take() -> None:
    candidate = Candidate("x", "X", "X", "person", 1.0, ("exact alias",), "")
    assert plausible(candidate)
    assert not plausible(replace(candidate, reasons=()))
    assert not plausible(replace(candidate, reasons=("some letters in common", "known in this project")))


def test_an_edited_record_keeps_what_was_not_touched(libya: Sample) -> None:
    claim = _claim(libya)
    form = libya.proposer.edit_form(claim)
    assert (form.new, form.record, form.index) == (False, claim, 0)
    assert form.holds(form.choices()[0])
    form.go_to("certainty")
    form.press("h")
    assert form.commit().title == "claim changed"
    assert libya.made("claim")[0] == claim.with_value("certainty", "hedged")


def test_a_tagged_mention_without_capitals_is_an_actor_of_the_sentence(libya: Sample) -> None:
    span = libya.span("recent reports")
    libya.editor.make([Record("actor", "a-1", {"mention": (Fragment(*span, "recent reports"),)})])
    libya.go("recent reports")
    form = _form(libya, "claim")
    assert "recent reports" in _labels(form, "source")
    assert form.record.values["source"] == "a-1"
