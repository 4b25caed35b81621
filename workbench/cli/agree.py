"""``agree``: how far the annotators of a project agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import out, out_json, out_text, say, table
from workbench.cli.telling import Told
from workbench.core.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.desk.agreeing import Agreement
    from workbench.review.figures import Figure

ROUNDS = 1000
SEED = 1
"""As in ``desk.agreeing``, which is imported only when it runs."""


@click.command()
@click.option("--json", "form", flag_value="json", help="Print JSON: one object a figure, single articles too.")
@click.option("--csv", "form", flag_value="csv", help="Print the same as CSV.")
@click.option("--markdown", "form", flag_value="markdown", help="Print Markdown tables.")
@click.option("--latex", "form", flag_value="latex", help="Print LaTeX tables, for the package booktabs.")
@click.option("--methods", "form", flag_value="methods", help="Print a paragraph that defines every figure.")
@click.option("--confusion", "form", flag_value="confusion", help="Draw a confusion matrix for each attribute.")
@click.option("--annotators", metavar="A,B,…", default="", help="Only these; the gold may be one of them.")
@click.option("--layer", "layers", metavar="LAYER", multiple=True, help="Only this layer; may be given again.")
@click.option("--gamma", is_flag=True, help="Add the measure γ; needs the extra of this name, and takes long.")
@click.option(
    "--rounds", type=click.IntRange(0), default=ROUNDS, show_default=True, help="Bootstrap rounds; 0 for none."
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="What the rounds are drawn from.")
@click.pass_obj
def agree(
    asked: Asked, form: str | None, annotators: str, layers: tuple[str, ...], gamma: bool, rounds: int, seed: int
) -> int:
    """Show how far the annotators agree.

    For each layer and slot, each two annotators and, of three or more, all together: span F1, κ, α, agreement on links
    and references, on whole records and on stances, with 95 % intervals over articles. Files that cannot take part are
    named on stderr, and the exit status is then 1.
    """
    names = [name for name in (one.strip() for one in annotators.split(",")) if name]
    whole = form in ("json", "csv", "methods")
    reckoned = _reckoned(asked.project(), names, layers, rounds=rounds, seed=seed, gamma=gamma, by_article=whole)
    for problem in reckoned.coded.problems:
        say(str(problem))
    if not reckoned.figures:
        raise UsageError("there is nothing to compare: agreement needs the files of two annotators for one article")
    _print(form, reckoned.figures, rounds, seed)
    return 1 if reckoned.coded.left_out else 0


def _reckoned(
    where: Path, names: Sequence[str], layers: Sequence[str], *, rounds: int, seed: int, gamma: bool, by_article: bool
) -> Agreement:
    from workbench.desk.agreeing import agreement
    from workbench.store.project import open_project

    told = Told()
    try:
        return agreement(
            open_project(where)[0],
            names,
            layers=layers,
            rounds=rounds,
            seed=seed,
            progress=told,
            by_article=by_article,
            gamma=gamma,
        )
    finally:
        told.end()


def _print(form: str | None, found: Sequence[Figure], rounds: int, seed: int) -> None:
    from workbench.review.methods import methods
    from workbench.review.tables import FORMATS, rows

    if form == "json":
        out_json(rows(found))
    elif form == "methods":
        out_text(methods(found, rounds=rounds, seed=seed))
    elif form == "confusion":
        _print_confusion(found)
    elif form is not None:
        out_text(FORMATS[form](found).rstrip("\n"))
    else:
        _print_tables(found)


def _print_tables(found: Sequence[Figure]) -> None:
    from workbench.review.tables import tables

    for number, one in enumerate(tables(found)):
        if number:
            out("")
        out(one.layer)
        for line in table([one.head, *one.lines]):
            out(f"  {line}")
        for index, note in enumerate(one.notes, 1):
            out(f"  ({index}) {note}")


def _print_confusion(found: Sequence[Figure]) -> None:
    from workbench.review.confusion import drawn

    matrices = [figure.confusion for figure in found if figure.confusion is not None]
    for number, matrix in enumerate(matrices):
        if number:
            out("")
        for line in drawn(matrix):
            out(line)
