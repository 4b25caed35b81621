"""``import`` and ``export``: annotations from other programs and for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import out, out_file, out_json, say
from workbench.cli.telling import Told
from workbench.core.errors import Problem, UsageError

if TYPE_CHECKING:
    from workbench.desk.dividing import Division
    from workbench.desk.exporting import Chosen, Exported
    from workbench.desk.importing import Imported, Wanted
    from workbench.interchange.exchange import ExchangeFormat, Loss

_ONLY = click.option("--only", type=click.Choice(["done"]), metavar="done", help="Only annotations that are done.")
_LAYERS = click.option("--layer", "layers", metavar="LAYER", multiple=True, help="Only this layer; may be given again.")
_SEED = click.option("--seed", type=int, metavar="N", help="What the split is drawn from; 0 where it is left out.")
_SET = click.option("--set", "settings", metavar="KEY=VALUE", multiple=True, help="Something of the format's own.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON: what was done, and what was lost.")
_LOSSES = click.option("--losses", metavar="FILE", default="", help="Write what the format cannot hold here, as JSON.")


class _WithFormats(click.Command):
    """A command that takes a format; its help lists them."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from workbench.interchange.exchange import exchange_formats, readable, writable

        formats = exchange_formats()
        names = readable() if self.name == "import" else writable()
        with formatter.section("Formats"):
            formatter.write_dl([(name, formats[name].title) for name in names])


@click.command("import", cls=_WithFormats)
@click.argument("format_name", metavar="FORMAT")
@click.argument("source", metavar="SRC")
@click.option(
    "--annotator", metavar="NAME", default="", help="Whose they are, where the source names nobody, or one only."
)
@click.option("--gold", is_flag=True, help="They become the gold.")
@_LAYERS
@_ONLY
@click.option(
    "--split", metavar="80/10/10", default="", help="Record train, dev or test in each new article's metadata."
)
@_SEED
@_JSON
@_LOSSES
@click.pass_obj
def import_(
    asked: Asked,
    format_name: str,
    source: str,
    annotator: str,
    gold: bool,
    layers: tuple[str, ...],
    only: str | None,
    split: str,
    seed: int | None,
    as_json: bool,
    losses: str,
) -> int:
    """Bring annotations of another program into the project.

    SRC is a file, a folder, or a zip of one. Its texts become articles, its annotations files of their annotators; layers,
    issues and entities that the project lacks are added. What ours has no place for is kept in foreign/FORMAT, for the way
    back. An article that is there is never changed and nobody's annotations are overwritten. Where anything is wrong, all
    of it is named, nothing is written, and the exit status is 1.

    With --split each new article has its part of the division recorded in its metadata, the same one that export gives it
    for the same shares and seed. Without, a division that the source itself has (PolNeAR, NewsMTSC) is recorded.

    Prints the annotation files that are new.
    """
    from workbench.desk.importing import Wanted

    division = _recording(split, seed)
    done = _imported(asked, format_name, source, Wanted(annotator, False, gold, layers, only == "done", division))
    _print_import(done, as_json)
    if done.named and (annotator or asked.annotator) and not gold:
        say(f"the source names whose annotations these are: {_some(done.named)}; --annotator is for those of nobody")
    _say_import(done)
    _write_losses(done.losses, losses)
    return 1 if done.problems else 0


def _recording(split: str, seed: int | None) -> Division | None:
    from workbench.desk.dividing import RECORDED, read_division

    if split == RECORDED:
        raise UsageError("--split recorded is for export; an import takes shares, as 80/10/10, or what the source says")
    return read_division(split, seed)


def _imported(asked: Asked, format_name: str, source: str, wanted: Wanted) -> Imported:
    from workbench.desk.importing import import_annotations
    from workbench.desk.person import find_person, read_person_settings
    from workbench.interchange.exchange import exchange_format, readable
    from workbench.store.project import open_project

    exchange = exchange_format(format_name, readable)
    where = asked.project()
    person = find_person(wanted.annotator or asked.annotator, read_person_settings(), where)
    wanted = replace(wanted, annotator=person.name, asked=bool(wanted.annotator or asked.annotator))
    told = Told()
    try:
        return import_annotations(open_project(where)[0], exchange, Path(source), wanted, told)
    finally:
        told.end()


def _print_import(done: Imported, as_json: bool) -> None:
    for told in (*done.losses, *done.problems, *done.remarks):
        say(str(told))
    if done.unread:
        say(f"not read, because nothing of this format belongs to it: {_some(done.unread)}")
    if as_json:
        out_json(_import_json(done))
    elif not done.problems:
        for name in done.files:
            out(name)


def _say_import(done: Imported) -> None:
    if done.problems:
        say(f"nothing was imported: {_count(len(done.problems), 'thing')} wrong")
        return
    for name in done.added:
        say(f"codebook.toml: added {name}")
    if done.entities:
        say(f"{done.entity_file}: {_count(len(done.entities), 'new entity', 'new entities')}")
    if done.remarks:
        say(f"{_count(len(done.remarks), 'slot')} that the codebook requires: empty, to be filled")
    unchanged = f"; {_count(done.unchanged, 'file')} there already" if done.unchanged else ""
    files = f"{_count(len(done.files), 'new file')} of annotations{unchanged}; {_count(done.records, 'record')} in all"
    say(f"imported {_count(len(done.articles), 'new article')}{_parts(done.split)}, {files}")
    if done.undivided:
        there = f"{_count(len(done.undivided), 'article')} there already, so not recorded as of another part"
        say(f"{there}: {_some(done.undivided)}")


def _import_json(done: Imported) -> dict[str, object]:
    return {
        "articles": done.articles,
        "split": done.split,
        "undivided": done.undivided,
        "files": done.files,
        "unread": done.unread,
        "records": done.records,
        "unchanged": done.unchanged,
        "added": list(done.added),
        "entities": done.entities,
        "losses": _rows(done.losses),
        "remarks": _problem_rows(done.remarks),
        "problems": _problem_rows(done.problems),
    }


@click.command("export", cls=_WithFormats)
@click.argument("format_name", metavar="FORMAT")
@click.option("--out", "target", metavar="PATH", default="", help="A folder, or the one file; - for stdout.")
@click.option("--gold", is_flag=True, help="The gold.")
@click.option("--annotator", "annotators", metavar="NAME", multiple=True, help="Only theirs; may be given again.")
@_LAYERS
@_ONLY
@click.option(
    "--split", metavar="80/10/10", default="", help="Into train, dev and test; or “recorded”, as metadata say."
)
@_SEED
@click.option("--force", is_flag=True, help="Replace files that are there.")
@_SET
@_JSON
@_LOSSES
@click.pass_obj
def export(
    asked: Asked,
    format_name: str,
    target: str,
    gold: bool,
    annotators: tuple[str, ...],
    layers: tuple[str, ...],
    only: str | None,
    split: str,
    seed: int | None,
    force: bool,
    settings: tuple[str, ...],
    as_json: bool,
    losses: str,
) -> int:
    """Give annotations out in the format of another program.

    All annotators' files take part, else those named, or the gold. What the format cannot hold is listed on stderr, a line
    each. An article falls into its part of a --split by a hash of its id and the seed, whatever else the project has;
    --split recorded takes the parts that articles have in their metadata.
    Broken files and records are named and left out; the exit status is then 1. The files appear all together or not at all.

    Prints the files that were written.
    """
    from workbench.desk.dividing import read_division
    from workbench.desk.exporting import Chosen
    from workbench.interchange.exchange import exchange_format, writable

    exchange = exchange_format(format_name, writable)
    if not target:
        raise UsageError("say where to with --out PATH: a folder, or the one file; - for stdout")
    if target == "-" and as_json:
        raise UsageError("--out - and --json both want stdout; write the losses into a file with --losses")
    division = read_division(split, seed)
    chosen = Chosen(annotators, gold, layers, only == "done", division, _pairs(settings))
    done = _exported(asked, exchange, target, chosen, force)
    _print_export(done, target, as_json)
    _write_losses(done.losses, losses)
    return 1 if done.problems else 0


def _exported(asked: Asked, exchange: ExchangeFormat, target: str, chosen: Chosen, force: bool) -> Exported:
    from workbench.desk.exporting import export_annotations
    from workbench.store.project import open_project

    told = Told()
    try:
        project = open_project(asked.project())[0]
        return export_annotations(project, exchange, target, chosen, force=force, progress=told)
    finally:
        told.end()


def _print_export(done: Exported, target: str, as_json: bool) -> None:
    for one in (*done.losses, *done.problems):
        say(str(one))
    if not done.articles:
        say("nothing was exported: everything that was asked for is broken")
    if target == "-":
        out_file(done.data)
        return
    if as_json:
        counts = {"articles": done.articles, "records": done.records, "split": done.split, "moved": done.moved}
        problems = _problem_rows(done.problems)
        out_json({"files": done.files, **counts, "losses": _rows(done.losses), "problems": problems})
        return
    for name in done.files:
        out(name)
    if done.moved:
        what = "another part is recorded in their metadata, which --split recorded takes"
        say(f"{_count(len(done.moved), 'article')} went by the shares; {what}: {_some(done.moved)}")
    lost = f"; {_count(len(done.losses), 'thing')} the format cannot hold" if done.losses else ""
    if not done.articles:
        return
    articles = _count(done.articles, "article") + _parts(done.split)
    say(f"exported {articles} with {_count(done.records, 'record')}{lost}")


def _parts(split: Mapping[str, int]) -> str:
    return f" ({', '.join(f'{name} {count}' for name, count in split.items())})" if split else ""


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:3]) + (f" and {len(ids) - 3} more" if len(ids) > 3 else "")


def _write_losses(found: Sequence[Loss], path: str) -> None:
    from workbench.store.atomic import write_atomic

    if path:
        text = json.dumps(_rows(found), ensure_ascii=False, indent=2)
        write_atomic(Path(path), f"{text}\n".encode("utf-8", "backslashreplace"))


def _rows(found: Iterable[Loss]) -> list[dict[str, str]]:
    fields = ("article", "record", "key", "what", "rule")
    return [{field: getattr(one, field) for field in fields} for one in found]


def _problem_rows(found: Iterable[Problem]) -> list[dict[str, str]]:
    return [{field: getattr(one, field) for field in ("path", "record", "key", "what")} for one in found]


def _pairs(settings: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for one in settings:
        key, equals, value = one.partition("=")
        if not key or not equals:
            raise UsageError(f"--set {one}: write it as KEY=VALUE")
        pairs[key] = value
    return pairs


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


globals()["import"] = import_  # the command's name is a word of Python
