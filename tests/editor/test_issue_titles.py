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
    [
        "overtures to Lybia",
        "overture to Libya",
        "ovretures to libya",
        "overturess to libya",
        "over tures to Libya",
        "the overtures to Libya",
        "overtores to libya",
    ],
)
def test_a_slip_of_the_finger_is_close(typed: str) -> None:
    assert close_issues(typed, ISSUES) == [ISSUES[0]]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "sanctions",
        "overtures to Algeria",
        "no overtures to Libya",
        "Libya overtures to",
        "overtures from Libya",
        "US policy on migration",
        "Southern Libya",
        "US policy on Iraq",
        "atypical war",
        "oi",
    ],
)
def test_what_says_something_else_is_not_close(typed: str) -> None:
    assert close_issues(typed, [*ISSUES, Issue("iran", "US policy on Iran"), Issue("war", "typical war")]) == []


def test_what_differs_at_its_beginning_is_another_issue() -> None:
    assert close_issues("western libya", ISSUES[:3]) == []
    assert [one.id for one in close_issues("westren libya", ISSUES)] == ["western-libya"]


def test_no_more_than_three_are_named() -> None:
    assert len(close_issues("policy", [Issue(str(number), "policcy") for number in range(9)])) == 3
