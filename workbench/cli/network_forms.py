"""How ``network`` gives what it counted: tables, files of other programs, pictures."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from workbench.cli.printing import out, out_json, out_text, say, table
from workbench.core.errors import StorageError, UsageError
from workbench.desk.networking import Statements
from workbench.network import gexf, graphml, matrix_text, svg
from workbench.network.building import Network, Recipe, build, series
from workbench.network.factions import Factions, factions
from workbench.network.graph import graph_of, title_of
from workbench.network.polarity import over_time
from workbench.network.windows import Kernel, Step
from workbench.store.atomic import write_atomic

ENDINGS = {
    "table": ".txt",
    "json": ".json",
    "csv": ".csv",
    "dl": ".dl",
    "graphml": ".graphml",
    "visone": ".graphml",
    "gexf": ".gexf",
    "svg": ".svg",
    "svg-matrix": ".svg",
}
"""The ending of a file of each form."""

_Given = str | list[str] | dict[str, object] | list[dict[str, object]]
"""A text, the lines of a table, or a value for JSON."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for beside the network itself."""

    what: str
    form: str
    out: str
    window: str
    size: int
    kernel: str
    camps: int
    dna_compat: bool


def give(found: Statements, recipe: Recipe, wanted: Wanted) -> int:

    if wanted.what == "polarity":
        return _polarity(build(found.gathered, found.codebook, recipe), wanted)
    made = build(found.gathered, found.codebook, recipe)
    if not made.statements:
        raise UsageError("no statement is left to count; see what was left out above, and the filters")
    if made.sideless:
        say(f"left out: {made.sideless} × takes no side (--by ignore counts it)")
    say(f"{len(made.statements)} statements, {len(made.counts.rows)} actors, {len(made.counts.columns)} issues")
    if wanted.what == "factions":
        return _factions(made, wanted)
    if wanted.window:
        return _series(made, wanted)
    camps = _camps(made, wanted) if recipe.network == "actors" else None
    _deliver(_text_of(made, wanted.form, camps), wanted)
    return 0


def _camps(made: Network, wanted: Wanted) -> Factions | None:

    return factions(made.counts, wanted.camps, dna_compat=wanted.dna_compat)


# Forms


def _text_of(made: Network, form: str, camps: Factions | None) -> _Given:
    """The network in a form: a text, the lines of a table, or a value for JSON."""

    matrix = made.matrix
    if form == "table":
        return _table(made)
    if form == "json":
        recipe = made.recipe
        about = {"network": recipe.network, "by": made.rule, "norm": recipe.norm, "actor": recipe.actor}
        return {**about, "statements": len(made.statements), **matrix_text.matrix_values(matrix, made.label)}
    if form in ("csv", "dl"):
        return (matrix_text.matrix_csv if form == "csv" else matrix_text.ucinet_dl)(matrix, made.label)
    if form == "svg-matrix":
        return svg.matrix_svg(matrix, title_of(made), made.label)
    graph = graph_of(made, camps=camps)
    writers = {"graphml": graphml.graphml, "visone": graphml.visone, "gexf": gexf.gexf, "svg": svg.network_svg}
    return writers[form](graph)


def _table(made: Network) -> list[str]:
    """The matrix with numbered columns, and below what the numbers are."""
    matrix = made.matrix
    rows = matrix_text.distinct(matrix.rows, made.label)
    columns = matrix_text.distinct(matrix.columns, made.label)
    names = [f"{number} {name}" for number, name in enumerate(rows, 1)] if matrix.square else rows
    heads = ["", *(str(number) for number in range(1, len(columns) + 1))]
    lines = table([heads, *([name, *map(_shown, cells)] for name, cells in zip(names, matrix.cells, strict=True))])
    if not matrix.square:
        lines += [f"{number} = {name}" for number, name in enumerate(columns, 1)]
    return [*lines, f"sum {_shown(matrix.total)}"]


def _shown(weight: float) -> str:
    return str(int(weight)) if weight == int(weight) else f"{weight:.4f}"


def _deliver(given: _Given, wanted: Wanted, name: str = "") -> None:
    """Print what was made, or write it to the file that was asked for."""
    if wanted.out:
        if isinstance(given, str):
            text = given
        elif wanted.form == "json":
            text = json.dumps(given, ensure_ascii=False, indent=2) + "\n"
        else:
            text = "\n".join(map(str, given)) + "\n"
        _write(Path(wanted.out) / name if name else Path(wanted.out), text)
    elif isinstance(given, str):
        out_text(given.rstrip("\n")) if sys.stdout.isatty() else sys.stdout.write(given)
    elif wanted.form == "json":
        out_json(given)
    else:
        for line in given:
            out(str(line))


def _write(path: Path, text: str) -> None:

    if not path.parent.is_dir():
        raise StorageError(f"{path.parent}: there is no such folder")
    write_atomic(path, text.encode("utf-8"))
    out(str(path))


# Series, factions, polarity


def _series(made: Network, wanted: Wanted) -> int:

    step, kernel = _window(wanted)
    found = series(made, step, wanted.size, kernel)
    if not found:
        raise UsageError(
            "no window of time can be made: no statement has a date, or the window is wider than all of them"
        )
    say(f"{len(found)} windows")
    if wanted.form == "json":
        values: list[dict[str, object]] = [
            {"middle": one.middle.isoformat(), "start": one.start.isoformat(), "stop": one.stop.isoformat(),
             "statements": len(one.weighted), **matrix_text.matrix_values(matrix, made.label)}
            for one, matrix in found
        ]  # fmt: skip
        _deliver(values, wanted)
    elif not wanted.out and wanted.form in ("table", "csv"):
        _deliver(matrix_text.series_csv(((one.middle, matrix) for one, matrix in found), made.label), wanted)
    elif not wanted.out:
        raise UsageError("several networks need a folder: --out FOLDER")
    else:
        Path(wanted.out).mkdir(exist_ok=True)
        for number, (_, matrix) in enumerate(found, 1):
            name = f"{made.recipe.network}-{number:0{len(str(len(found)))}}{ENDINGS[wanted.form]}"
            _deliver(_text_of(replace(made, matrix=matrix), wanted.form, None), wanted, name)
    return 0


def _window(wanted: Wanted) -> tuple[Step, Kernel]:
    return cast(Step, wanted.window or "months"), cast(Kernel, wanted.kernel)


def _factions(made: Network, wanted: Wanted) -> int:
    found = _camps(made, wanted)
    if found is None:
        say("the actors share no issue on which they take sides, or are not more than the camps: there are no factions")
        return 1
    if wanted.form in ("svg", "gexf", "graphml", "visone"):
        _deliver(_text_of(made, wanted.form, found), wanted)
        return 0
    camps = [[{"id": one, "name": made.label(one)} for one in camp] for camp in found.camps]
    figures = {"polarization": found.polarization, "distance": found.distance, "division": found.division}
    if wanted.form == "json":
        more = {"exact": found.exact, "dna_compat": wanted.dna_compat}
        _deliver({**figures, **more, "camps": camps}, wanted)
        return 0
    lines = [f"{name} {value:.7f}" for name, value in figures.items()]
    for number, camp in enumerate(found.camps, 1):
        lines += [f"faction {number}", *(f"  {made.label(one)}" for one in camp)]
    _deliver(lines, wanted)
    return 0


def _polarity(made: Network, wanted: Wanted) -> int:

    step, kernel = _window(wanted)
    found = over_time(made, step, wanted.size, kernel, camps=wanted.camps, dna_compat=wanted.dna_compat)
    if not found:
        raise UsageError(
            "no window of time can be made: no statement has a date, or the window is wider than all of them"
        )
    if wanted.form == "svg":
        _deliver(svg.timeline_svg(found, "Polarity over time"), wanted)
        return 0
    rows: list[dict[str, object]] = [
        {"middle": one.window.middle.isoformat(), "support": one.balance.support, "between": one.balance.between,
         "oppose": one.balance.oppose, "mean": one.balance.mean, "polarization": one.polarization}
        for one in found
    ]  # fmt: skip
    if wanted.form == "json":
        _deliver(rows, wanted)
        return 0
    names = list(rows[0])
    cells = [names, *([_cell(row[name]) for name in names] for row in rows)]
    _deliver("".join(f"{';'.join(line)}\n" for line in cells) if wanted.form == "csv" else table(cells), wanted)
    return 0


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value)
