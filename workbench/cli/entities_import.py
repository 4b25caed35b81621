"""``entities import``: catalogues of others brought into a project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from workbench.cli.bar import Bar
from workbench.cli.commands import Asked
from workbench.cli.printing import out, say
from workbench.core.errors import Problem, UsageError

if TYPE_CHECKING:
    from workbench.desk.catalogues import Brought, Wanted
    from workbench.store.project import Project

_SHOWN = 50
"""So many bad rows are named one by one."""
_SERVICE = "reconciliation"


class _Reporter:
    """Names bad rows on stderr, beside the bar; very many of them are counted."""

    def __init__(self, bar: Bar, everything: bool) -> None:
        self._bar = bar
        self._most = sys.maxsize if everything else _SHOWN
        self.count = 0

    def __call__(self, problem: Problem) -> None:
        self.count += 1
        if self.count <= self._most:
            self._bar.clear()
            say(f"workbench: {problem}; skipped")

    def close(self) -> None:
        self._bar.clear()
        if self.count > self._most:
            say(f"workbench: {self.count - self._most:,} more bad rows were skipped; --all-problems names them all")


@click.command("import")
@click.argument("form", metavar="FORMAT")
@click.argument("source", metavar="SRC")
@click.option("--name", metavar="CATALOGUE", default="", help="The catalogue’s name; else the file’s.")
@click.option("--map", "mapping", metavar="FIELD=COLUMN,…", default="", help="Tables: which column is what.")
@click.option("--header/--no-header", default=None, help="Tables: whether the first row names the columns.")
@click.option("--split", metavar="SIGN", default="", help="Tables: what stands between several names in one cell.")
@click.option("--language", "languages", metavar="CODE", multiple=True, help="Languages of labels; all for every one.")
@click.option("--more-names", metavar="FILE", default="", help="geonames: alternateNamesV2.txt.")
@click.option("--queries", metavar="FILE", default="", help="reconciliation: the names to ask for, one a line.")
@click.option("--mentions", is_flag=True, help="reconciliation: ask for the mentions that are not linked yet.")
@click.option("--limit", type=click.IntRange(1, 50), metavar="N", default=5, help="reconciliation: candidates a name.")
@click.option("--title", metavar="TEXT", default="", help="What the catalogue is.")
@click.option("--source", "origin", metavar="TEXT", default="", help="Where it comes from; else SRC.")
@click.option("--licence", metavar="TEXT", default="", help="What may be done with it.")
@click.option("--weight", type=click.FloatRange(min=0), metavar="X", default=1.0, help="How much it counts.")
@click.option("--all-problems", is_flag=True, help="Name every bad row.")
@click.pass_obj
def import_entities(asked: Asked, /, form: str, source: str, all_problems: bool, **given: object) -> int:
    """Bring a catalogue of others into the project.

    FORMAT is csv, tsv, jsonl ({"id", "name", "kind", "aliases", …} a line), ftm (FollowTheMoney), wikidata (a JSON dump),
    geonames, petrarch (CAMEO actors), congress (YAML; needs the extra "yaml") or reconciliation. SRC is a file, packed or
    not, - for stdin, or the address of a reconciliation service, which is sent the names of --queries or --mentions
    and nothing else.

    In tables, --map id=1,name=2,alias=3,kind=4 says which column is what, by its name or its number from 1; rows with one
    id are one entity. The catalogue is written to entities/large/. A bad row is named and skipped, and the exit status
    is then 1. Prints the catalogue's file.
    """
    project = asked.to_write()
    bar = Bar()
    reporter = _Reporter(bar, all_problems)
    wanted = _wanted(project, form, source, given)
    try:
        if form == _SERVICE:
            from workbench.desk.reconciling import ask_service

            brought = ask_service(project, wanted, _names(project, given), int(str(given["limit"])), reporter, bar)
        else:
            from workbench.desk.catalogues import bring_in

            brought = bring_in(project, wanted, reporter, bar)
    finally:
        reporter.close()
    _tell(brought)
    return 1 if brought.problems else 0


def _wanted(project: Project, form: str, source: str, given: dict[str, object]) -> Wanted:
    from workbench.desk.catalogues import Wanted
    from workbench.linking.catalogues.tables import parse_mapping

    asked = given["languages"]
    languages = tuple(dict.fromkeys(asked)) if isinstance(asked, tuple) else ()
    header, weight = given["header"], given["weight"]
    text = {key: value for key, value in given.items() if isinstance(value, str)}
    return Wanted(
        form,
        source,
        text["name"],
        parse_mapping(text["mapping"]),
        header if isinstance(header, bool) else None,
        text["split"],
        () if "all" in languages else languages or tuple(dict.fromkeys((project.settings.language, "en"))),
        text["more_names"],
        text["title"],
        text["origin"],
        text["licence"],
        weight if isinstance(weight, float) else 1.0,
    )


def _names(project: Project, given: dict[str, object]) -> list[str]:
    """What to ask a service for: the lines of a file, or the words of mentions. Raises UsageError."""
    from workbench.desk.reconciling import names_in, unlinked_words

    queries = str(given["queries"])
    if bool(queries) == bool(given["mentions"]):
        raise UsageError("say what to ask the service for: --queries FILE (one name a line), or --mentions")
    return names_in(queries) if queries else unlinked_words(project)


def _tell(brought: Brought) -> None:
    out(brought.path)
    what = "replaced" if brought.replaced else "made"
    say(f"{brought.name} {what}: {brought.entities:,} entities with {brought.names:,} names")
    for left, count in brought.left_out.most_common(12):
        say(f"left out: {left}: {count:,}")
    if len(brought.left_out) > 12:
        say(f"left out: {len(brought.left_out) - 12:,} more sorts of things")
    if not brought.licence:
        say("its licence is not stated; --licence TEXT records it")
