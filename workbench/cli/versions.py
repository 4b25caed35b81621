"""``diff``, ``merge`` and ``git-setup``: annotation files compared and merged record by record, also for git."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import out, out_file, out_json, out_text, say
from workbench.core.display import shown
from workbench.core.errors import FileError, UsageError

if TYPE_CHECKING:
    from workbench.desk.differences import Difference
    from workbench.desk.versions import Outcome

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@click.command()
@click.argument("first", metavar="A", default="")
@click.argument("second", metavar="B", default="")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--textconv", metavar="FILE", default="", help="Print one file as readable lines, for git to compare.")
@click.pass_obj
def diff(asked: Asked, first: str, second: str, as_json: bool, textconv: str) -> int:
    """Show how two annotation files differ, record by record.

    A and B are two files, or two annotators of the project (gold may be one), who are compared in every article that
    both have. Two versions of one person's file are compared by the ids of the records, two persons' by what stands where.
    The exit status is 0 where nothing differs, 1 where something does, 2 where a file could not be compared and nothing
    differs in the others.
    """
    if textconv:
        return _textconv(Path(textconv), asked.given)
    if not (first and second):
        raise UsageError("diff takes two files or two annotators: workbench diff A B")
    found, left_out = _differences(asked, first, second)
    if as_json:
        out_json([_json(one) for one in found])
    else:
        _print(found)
    return 1 if found else 2 if left_out else 0


def _near(asked: Asked) -> Path | None:
    """Where the codebook is looked for, if ``-C`` says so."""
    return asked.given / "workbench.toml" if asked.folder else None


def _textconv(path: Path, project: Path) -> int:
    """What cannot be read is shown as it is: git gives up a whole comparison where this fails."""
    from workbench.desk.versions import readable
    from workbench.store.strict import read_bytes

    text = readable(path, project)
    if text is None:
        text = read_bytes(path, str(path)).decode("utf-8", "replace")
    out_text("\n".join(shown(line) for line in text.split("\n")).removesuffix("\n"))
    return 0


def _differences(asked: Asked, first: str, second: str) -> tuple[Sequence[Difference], int]:
    """What differs, and how many files could not be compared."""
    from workbench.desk.differences import annotator_differences, file_differences
    from workbench.store.project import open_project

    paths = Path(first), Path(second)
    if all(path.is_file() for path in paths):
        return file_differences(*paths, near=_near(asked)), 0
    if any(path.is_file() for path in paths) or any("/" in name or name.endswith(".toml") for name in (first, second)):
        missing = next(str(path) for path in paths if not path.is_file())
        raise UsageError(f"{missing}: there is no such file; diff takes two files, or two annotators")
    compared = annotator_differences(open_project(asked.project())[0], first, second)
    for problem in compared.problems:
        say(str(problem))
    return compared.differences, compared.left_out


def _print(found: Sequence[Difference]) -> None:
    article = ""
    several = len({one.article for one in found}) > 1
    for one in found:
        if several and one.article != article:
            article = one.article
            out(f"{article}:")
        ids = f" → {one.other}" if one.one and one.other and one.one != one.other else ""
        name = one.heading if not ids or not one.one else one.heading.replace(one.other, one.one + ids, 1)
        out(f"{_SIGNS[one.change]} {name}")
        for key, before, after in one.slots:
            if before is not None:
                out(f"    - {key}: {before}")
            if after is not None:
                out(f"    + {key}: {after}")


def _json(one: Difference) -> dict[str, object]:
    slots = [{"key": key, "before": before, "after": after} for key, before, after in one.slots]
    return {
        "article": one.article,
        "change": one.change,
        "layer": one.layer,
        "a": one.one or None,
        "b": one.other or None,
        "keys": slots,
    }


@click.command()
@click.argument("base")
@click.argument("ours")
@click.argument("theirs")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print the result and leave OURS as it is.")
@click.option("--path", "place", metavar="PATH", default="", help="Where the file lies in its project; else as OURS.")
@click.option("--marker-size", type=click.IntRange(7), default=7, help="How long the marks of a conflict are.")
@click.option("--label-ours", metavar="NAME", default="", help="What our side is called there.")
@click.option("--label-theirs", metavar="NAME", default="", help="What their side is called there.")
@click.pass_obj
def merge(
    asked: Asked,
    base: str,
    ours: str,
    theirs: str,
    to_stdout: bool,
    place: str,
    marker_size: int,
    label_ours: str,
    label_theirs: str,
) -> int:
    """Merge two versions of an annotation file, record by record.

    What OURS and THEIRS changed since BASE is put together and written to OURS. A record that both changed differently
    stands there three times, between marks as git makes them; the screen asks which is right, and the exit status is 1.
    Versions that cannot be read as annotations are merged by lines, where git is there, and the exit status is 2.
    """
    from workbench.desk.git_setup import merge_by_lines
    from workbench.desk.versions import merge_versions
    from workbench.store.atomic import write_atomic
    from workbench.store.undecided import Labels

    where = Path(place or ours)
    labels = Labels(_label(label_ours, "ours"), "before", _label(label_theirs, "theirs"))
    try:
        versions = Path(base), Path(ours), Path(theirs)
        outcome = merge_versions(*versions, where, labels, marker_size, near=_near(asked))
    except FileError as error:
        if not to_stdout and merge_by_lines(Path(base), Path(ours), Path(theirs), marker_size):
            raise UsageError(f"{error} · merged by lines instead; look at it before you go on") from error
        raise
    if to_stdout:
        out_file(outcome.data)
    else:
        write_atomic(Path(ours), outcome.data)
    return _told(outcome, where)


def _told(outcome: Outcome, where: Path) -> int:
    """Say what a merge leaves to a person; the exit status."""
    from workbench.store.undecided import names

    for problem in outcome.dangling:
        say(str(problem))
    conflicts = outcome.merged.conflicts
    if conflicts:
        cure = "open it in workbench and choose, or settle it by hand"
        say(f"{where}: changed on both sides: {names(conflicts)}; {cure}")
    return 1 if conflicts else 0


def _label(given: str, otherwise: str) -> str:
    """A side's name; an older git hands its placeholder over as it stands."""
    return otherwise if not given or given.startswith("%") else given


@click.command("git-setup")
@click.option("--undo", "take_back", is_flag=True, help="Take the setup out again.")
@click.pass_obj
def git_setup(asked: Asked, take_back: bool) -> int:
    """Have git compare and merge annotation files record by record.

    Adds lines to the project's .gitattributes and settings to this clone's git config, and says what it did. Each clone
    is set up once; one that is not merges by lines.
    """
    from workbench.desk.git_setup import set_up, undo
    from workbench.store.project import open_project

    root = open_project(asked.project())[0].root
    for line in undo(root) if take_back else set_up(root):
        out(line)
    if not take_back:
        say("`workbench git-setup --undo` takes all of it out again")
    return 0
