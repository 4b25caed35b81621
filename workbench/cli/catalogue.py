"""``link``: who may be meant."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, BinaryIO

import click

from workbench.cli.bar import Bar
from workbench.cli.commands import Asked
from workbench.cli.printing import out, out_json, say, table
from workbench.core.errors import UsageError

if TYPE_CHECKING:
    from workbench.linking.index import Candidate

Search = Callable[[str], "tuple[float, list[Candidate]]"]
"""The words of a query → how long the search took, in milliseconds, and the candidates."""


@click.command()
@click.argument("query", required=False)
@click.option(
    "--mode",
    type=click.Choice(["mention", "typing"]),
    metavar="MODE",
    default="mention",
    help="mention: a whole name; typing: its beginning.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    default=10,
    show_default=True,
    help="At most so many candidates.",
)
@click.option("--no-roster", is_flag=True, help="Do not prefer the entities that the project links to.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--batch",
    type=click.File("rb"),
    metavar="FILE",
    help="A file of queries, one a line; prints one line of JSON for each.",
)
@click.pass_obj
def link(
    asked: Asked, query: str | None, mode: str, limit: int, no_roster: bool, as_json: bool, batch: BinaryIO | None
) -> int:
    """Show the entities that QUERY may mean.

    One line a candidate, the best first: rank, id, name, kind, score, reasons. "Obama :: president" keeps what has
    "president" in its description, "kind:org" what has a kind that begins so. The exit status is 1 where a catalogue
    cannot be read whole; what can be read is searched.
    """
    if (query is None) == (batch is None):
        raise UsageError("link needs a QUERY, or --batch FILE")
    search, status = _search(asked, mode, limit, no_roster)
    if batch is not None:
        for line in batch:
            words = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
            out_json(_answer(words, *search(words)), indent=None)
        return status
    words = query or ""
    ms, candidates = search(words)
    if as_json:
        out_json(_answer(words, ms, candidates))
        return status
    rows = [
        [f"{rank}", one.id, one.name, one.kind, f"{one.score:.1f}", "; ".join(one.reasons)]
        for rank, one in enumerate(candidates, 1)
    ]
    for row in table(rows):
        out(row)
    if not candidates:
        say("nobody in the catalogue is like that")
    return status


def _search(asked: Asked, mode: str, limit: int, no_roster: bool) -> tuple[Search, int]:
    """How to search, and the exit status: 1 where something is wrong with a catalogue, which is said."""
    from workbench.desk.desk import Desk
    from workbench.linking.index import Mode, Query
    from workbench.linking.linklog import LinkLog

    desk, _ = Desk.open(asked.project(), asked.annotator)
    bar = Bar()
    try:
        desk.index_state.wait(bar)
    finally:
        bar.clear()
    problems = dict.fromkeys((*desk.catalogue_problems, *desk.index_state.problems))
    for problem in problems:
        say(str(problem))
    roster = frozenset[str]() if no_roster else desk.roster
    log = LinkLog() if no_roster else desk.link_log
    index = desk.index
    index.search(Query("first", roster=roster), 1)

    def search(words: str) -> tuple[float, list[Candidate]]:
        typing: Mode = "typing" if mode == "typing" else "mention"
        wanted = Query(words, typing, roster=roster, refused=log.refused(words), accepted=log.accepted(words))
        start = time.perf_counter()
        found = index.search(wanted, limit)
        return (time.perf_counter() - start) * 1000, found

    return search, 1 if problems else 0


def _answer(words: str, ms: float, candidates: Iterable[Candidate]) -> dict[str, object]:
    fields = ("id", "name", "alias", "kind")
    return {
        "query": words,
        "ms": round(ms, 3),
        "candidates": [
            {field: getattr(one, field) for field in fields}
            | {"score": round(one.score, 3), "reasons": list(one.reasons)}
            for one in candidates
        ],
    }
