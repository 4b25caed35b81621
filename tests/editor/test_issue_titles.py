"""A title that is there already is known, and one that is nearly there is pointed out."""

from __future__ import annotations

import pytest

from workbench.core.codebook import Issue
from workbench.editor.issue_titles import close_issues, same_issue

ISSUES = [
    Issue("overtures-to-libya", "Overtures to Libya"),
    Issue("us-libya-policy", "US policy on Libya"),
    Issue("eastern-libya", "Eastern Libya"),
    Issue("western-libya", "Western Libya"),
    Issue("oil"),
]


@pytest.mark.parametrize(
    "typed", ["Overtures to Libya", "overtures to libya", "Overtures  to “Libya”", "overtures-to-libya"]
)
def test_case_signs_and_accents_make_no_other_issue(typed: str) -> None:
    assert same_issue(typed, ISSUES) == ISSUES[0]


@pytest.mark.parametrize("typed", ["", "overtures", "overtures to Lybia", "Libya"])
def test_another_title_is_another_issue(typed: str) -> None:
    assert same_issue(typed, ISSUES) is None


@pytest.mark.parametrize(
    "typed",
    ["overtures to Lybia", "overture to Libya", "ovretures to libya", "Libya: overtures to", "overturess to libya"],
)
def test_a_slip_of_the_finger_is_close(typed: str) -> None:
    assert close_issues(typed, ISSUES)[:1] == [ISSUES[0]]


@pytest.mark.parametrize("typed", ["overtures to Algeria", "sanctions", "oi", "", "US policy on migration"])
def test_what_only_begins_alike_is_not_close(typed: str) -> None:
    assert close_issues(typed, ISSUES) == []


def test_the_closest_stands_first() -> None:
    assert close_issues("easternn libya", ISSUES)[0].id == "eastern-libya"
