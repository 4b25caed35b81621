"""``link`` and ``entities``: who may be meant, and the catalogue that says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, BinaryIO

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import out, out_json, say, table
from workbench.core.errors import UsageError

if TYPE_CHECKING:
    from workbench.core.entity import Entity
    from workbench.linking.index import Candidate, Query

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
    "president" in its description, "kind:org" what has a kind that begins so.
    """
    if (query is None) == (batch is None):
        raise UsageError("link needs a QUERY, or --batch FILE")
    search = _search(asked, mode, limit, no_roster)
    if batch is not None:
        for line in batch:
            words = line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r\n")
            out_json(_answer(words, *search(words)), indent=None)
        return 0
    words = query or ""
    ms, candidates = search(words)
    if as_json:
        out_json(_answer(words, ms, candidates))
        return 0
    rows = [
        [f"{rank}", one.id, one.name, one.kind, f"{one.score:.1f}", "; ".join(one.reasons)]
        for rank, one in enumerate(candidates, 1)
    ]
    for row in table(rows):
        out(row)
    if not candidates:
        say("nobody in the catalogue is like that")
    return 0


def _search(asked: Asked, mode: str, limit: int, no_roster: bool) -> Search:
    from workbench.desk.desk import Desk
    from workbench.linking.index import Query

    desk, _ = Desk.open(asked.project(), asked.annotator)
    for problem in desk.catalogue_problems:
        say(str(problem))
    roster = frozenset[str]() if no_roster else desk.roster
    index = desk.index

    def search(words: str) -> tuple[float, list[Candidate]]:
        wanted: Query = Query(words, "typing" if mode == "typing" else "mention", roster=roster)
        start = time.perf_counter()
        found = index.search(wanted, limit)
        return (time.perf_counter() - start) * 1000, found

    return search


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


@click.group(no_args_is_help=False)
def entities() -> None:
    """Look after the catalogue."""


@entities.command("list")
@click.option("--proposed", is_flag=True, help="Only what annotators proposed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_entities(asked: Asked, proposed: bool, as_json: bool) -> int:
    """List the entities of the project.

    One line each: id, kind, name, other names; a proposal names its annotator. What is wrong with the files goes to
    stderr, and the exit status is then 1.
    """
    from workbench.store.catalogue import load_catalogue
    from workbench.store.project import open_project

    loaded = load_catalogue(open_project(asked.project())[0])
    chosen = [entity for entity in loaded.catalogue if entity.proposed_by or not proposed]
    if as_json:
        out_json([_entity_json(entity) for entity in chosen])
    else:
        for line in table([_entity_row(entity) for entity in chosen]):
            out(line)
    for problem in loaded.problems:
        say(str(problem))
    return 1 if loaded.problems else 0


def _entity_row(entity: Entity) -> list[str]:
    said = [", ".join(entity.aliases)]
    if entity.merged_into:
        said.append(f"(merged into {entity.merged_into})")
    if entity.proposed_by:
        said.append(f"(proposed by {entity.proposed_by})")
    return [entity.id, entity.kind, entity.name, " ".join(one for one in said if one)]


def _entity_json(entity: Entity) -> dict[str, object]:
    fields = ("id", "name", "kind", "description", "wikidata", "cameo", "country", "merged_into", "proposed_by")
    affiliations = [
        {"entity": one.entity, "role": one.role, "from": one.start, "to": one.end} for one in entity.affiliations
    ]
    return {field: getattr(entity, field) for field in fields} | {
        "aliases": list(entity.aliases),
        "affiliations": affiliations,
    }


@entities.command("accept")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option(
    "--into", metavar="FILE", default="", help="The file under entities/; else the one with most of its kind."
)
@click.option("--from", "proposer", metavar="NAME", default="", help="Whose proposal counts, where several made one.")
@click.pass_obj
def accept_entities(asked: Asked, ids: tuple[str, ...], into: str, proposer: str) -> int:
    """Take what annotators proposed into the hand-kept catalogue.

    The entity ID moves from entities/proposed/NAME.toml as it stands there, comments with it, and gains the further
    names that were proposed for it. Prints each id with the file that it stands in now.
    """
    from workbench.desk.accepting import accept
    from workbench.store.project import open_project

    for one in accept(open_project(asked.project())[0], ids, into=into, proposer=proposer):
        out(f"{one.id}  {one.path}")
        if one.aliases:
            say(f"{one.id}: new names: {', '.join(one.aliases)}")
    return 0
