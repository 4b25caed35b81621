"""``network``: networks of actors and issues, factions, and polarity over time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import say
from workbench.cli.telling import Told

if TYPE_CHECKING:
    from workbench.desk.networking import Statements
    from workbench.network.building import Recipe

_Command = TypeVar("_Command", bound=Callable[..., object])

WHAT = ("two-mode", "actors", "issues", "factions", "polarity")
RULES = ("ignore", "subtract", "combine", "congruence", "conflict")
NORMS = ("no", "activity", "prominence", "average", "jaccard", "cosine")
DUPLICATES = ("include", "document", "week", "month", "year", "acrossrange")
STEPS = ("events", "seconds", "minutes", "hours", "days", "weeks", "months", "years")
FORMATS = ("table", "json", "csv", "dl", "graphml", "visone", "gexf", "svg", "svg-matrix")
KERNELS = ("no", "uniform", "gaussian", "epanechnikov", "triangular")


def _options(command: _Command) -> _Command:
    """The options that say which statements count, and how."""
    kinds = click.Choice(["organization", "person", "holder"])
    for option in (
        click.option("--by", "rule", type=click.Choice(RULES), default=None, help="How sides count."),
        click.option(
            "--norm", type=click.Choice(NORMS), default="no", show_default=True, help="How weights are divided."
        ),
        click.option("--actor", type=kinds, default="organization", show_default=True, help="What an actor is."),
        click.option(
            "--duplicates",
            type=click.Choice(DUPLICATES),
            default="include",
            show_default=True,
            help="What counts once.",
        ),
        click.option("--issue", "issues", metavar="ISSUE", multiple=True, help="Only this issue and those below it."),
        click.option("--who", metavar="NAME", multiple=True, help="Only this actor, by id or name."),
        click.option("--since", metavar="DATE", default="", help="Only from this day on."),
        click.option("--until", metavar="DATE", default="", help="Only up to this day."),
        click.option(
            "--annotators", metavar="A,B,…", default="", help="Whose records; else the gold, else everybody's."
        ),
        click.option("--layer", "layers", metavar="LAYER", multiple=True, help="Only this layer."),
        click.option(
            "--targets", type=click.Choice(["issues", "all"]), default="issues", help="Actors as targets too."
        ),
        click.option("--top", is_flag=True, help="The topmost issue stands for those below it."),
    )[::-1]:
        command = option(command)
    return command


@click.command()
@click.argument(
    "what", metavar="[two-mode|actors|issues|factions|polarity]", type=click.Choice(WHAT), default="two-mode"
)
@_options
@click.option("--window", type=click.Choice(STEPS), default=None, help="A network for each window of time.")
@click.option(
    "--size",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="How wide a window is: half of it on either side.",
)
@click.option(
    "--kernel", type=click.Choice(KERNELS), default="no", show_default=True, help="How windows weigh by time."
)
@click.option("--camps", type=click.IntRange(2), default=2, show_default=True, help="How many factions.")
@click.option("--dna-compat", is_flag=True, help="The polarization that DNA prints.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True, help="The form.")
@click.option("--json", "form", flag_value="json", help="The same as --format json.")
@click.option("--out", "out_path", metavar="PATH", default="", help="A file; of several windows, a folder.")
@click.pass_obj
def network(
    asked: Asked, what: str, rule: str | None, norm: str, actor: str, duplicates: str, issues: tuple[str, ...],
    who: tuple[str, ...], since: str, until: str, annotators: str, layers: tuple[str, ...], targets: str, top: bool,
    window: str | None, size: int, kernel: str, camps: int, dna_compat: bool, form: str, out_path: str,
) -> int:  # fmt: skip
    """Count networks out of stances and claims.

    two-mode: actors × issues, by ignore, subtract or combine. actors, issues: those that share something, by ignore,
    congruence, conflict or subtract. factions: the camps and how polarized they are. polarity: for and against over time.
    Statements without an organization count with --actor holder or person. --format visone is DNA's GraphML, svg and
    svg-matrix are pictures.

    Prints the matrix, or the file; what was left out is said on stderr.
    """
    from workbench.cli.network_forms import Wanted, give
    from workbench.network.building import Recipe
    from workbench.network.choosing import filters_of

    names = [name for name in (one.strip() for one in annotators.split(",")) if name]
    found = _read(asked, names)
    filters = filters_of(
        found.codebook, issues=issues, actors=who, layers=layers, since=since, until=until,
        targets="all" if targets == "all" else "issues",
    )  # fmt: skip
    kind = what if what in ("two-mode", "actors", "issues") else "actors"
    recipe = Recipe(kind, rule or "", norm, actor, duplicates, top, filters)  # type: ignore[arg-type]
    wanted = Wanted(what, form, out_path, window or "", size, kernel, camps, dna_compat)
    _say_what_is_left_out(found, recipe)
    return give(found, recipe, wanted)


def _read(asked: Asked, names: list[str]) -> Statements:
    from workbench.desk.networking import read_statements
    from workbench.store.project import open_project

    told = Told()
    try:
        return read_statements(open_project(asked.project())[0], names, told)
    finally:
        told.end()


def _say_what_is_left_out(found: Statements, recipe: Recipe) -> None:
    for problem in found.problems:
        say(str(problem))
    reasons: dict[str, int] = {}
    for one in found.gathered.left_out:
        reasons[one.why] = reasons.get(one.why, 0) + 1
    actorless = sum(not one.actor(recipe.actor) for one in found.gathered.statements)
    if actorless:
        reasons[f"has no {recipe.actor} (--actor holder counts it)"] = actorless
    aside = sum(not one.concept.startswith("issue:") for one in found.gathered.statements)
    if aside and recipe.filters.targets == "issues":
        reasons["is about somebody, not about an issue (--targets all counts it)"] = aside
    for why, number in reasons.items():
        say(f"left out: {number} × {why}")
    if found.twice:
        say(f"articles with statements of several annotators: {found.twice} (--annotators NAME takes one)")
