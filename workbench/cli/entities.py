"""``entities``: the catalogues of a project looked after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from workbench.cli.commands import Asked
from workbench.cli.entities_import import import_entities
from workbench.cli.printing import out, out_json, say, table
from workbench.core.errors import Problem, UsageError

if TYPE_CHECKING:
    from workbench.core.entity import Entity
    from workbench.store.large import LargeFile
    from workbench.store.project import Project


@click.group(no_args_is_help=False)
def entities() -> None:
    """Look after the catalogue."""


entities.add_command(import_entities)


@entities.command("list")
@click.option("--proposed", is_flag=True, help="Only what annotators proposed.")
@click.option("--catalogue", "wanted", metavar="NAME", default="", help="The entities of this large catalogue.")
@click.option("--catalogues", is_flag=True, help="The large catalogues, with their sources and licences.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def list_entities(asked: Asked, proposed: bool, wanted: str, catalogues: bool, as_json: bool) -> int:
    """List the entities of the project.

    One line each: id, kind, name, other names; a proposal names its annotator. Large catalogues are named on stderr, with
    where they come from and under which licence, and so are the further names that annotators proposed for an entity;
    --catalogue lists the entities of one. What is wrong with the files goes to stderr, and the exit status is then 1.
    """
    from workbench.store.catalogue import load_catalogue
    from workbench.store.large import large_files
    from workbench.store.project import open_project

    project, _ = open_project(asked.project())
    if catalogues:
        return _list_catalogues(project, as_json)
    if wanted:
        return _list_large(project, wanted, as_json)
    loaded = load_catalogue(project, large=False)
    chosen = [entity for entity in loaded.catalogue if entity.proposed_by or not proposed]
    if as_json:
        out_json([_entity_json(entity) for entity in chosen])
    else:
        for line in table([_entity_row(entity) for entity in chosen]):
            out(line)
    for one in loaded.names:
        say(f"{one.proposed_by} proposes “{one.name}” as a name of {one.entity}")
    files, broken = large_files(project)
    for file in files:
        say(f"large catalogue {file.name}: {_about(file)}")
    problems = (*loaded.problems, *broken)
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0


def _about(file: LargeFile) -> str:
    """What a large catalogue is, where it comes from, what may be done with it."""
    title = file.title if file.title != file.name else ""
    source = f"from {file.source}" if file.source else "source not stated"
    licence = f"licence {file.licence}" if file.licence else "licence not stated"
    return " · ".join(part for part in (title, source, licence, f"weight {file.weight:g}") if part)


def _list_catalogues(project: Project, as_json: bool) -> int:
    from workbench.store.large import large_files

    files, problems = large_files(project)
    if as_json:
        fields = ("name", "title", "source", "licence", "weight")
        out_json([{field: getattr(file, field) for field in fields} | {"file": file.shown_as} for file in files])
    else:
        for line in table([[file.name, _about(file)] for file in files]):
            out(line)
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0


def _list_large(project: Project, wanted: str, as_json: bool) -> int:
    from workbench.store.large import read_large

    problems: list[Problem] = []
    for entity in read_large(_large(project, wanted), problems.append):
        if as_json:
            out_json(_entity_json(entity), indent=None)
        else:
            out("  ".join(_entity_row(entity)).rstrip())
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0


def _large(project: Project, wanted: str) -> LargeFile:
    """The large catalogue of this name. Raises UsageError."""
    from workbench.store.large import large_files

    files, _ = large_files(project)
    for file in files:
        if file.name == wanted:
            return file
    known = ", ".join(file.name for file in files) or "none"
    raise UsageError(f"there is no large catalogue “{wanted}”; there are: {known}")


def _entity_row(entity: Entity) -> list[str]:
    said = [", ".join(entity.aliases)]
    if entity.merged_into:
        said.append(f"(merged into {entity.merged_into})")
    if entity.proposed_by:
        said.append(f"(proposed by {entity.proposed_by})")
    return [entity.id, entity.kind, entity.name, " ".join(one for one in said if one)]


def _entity_json(entity: Entity) -> dict[str, object]:
    fields = "id name kind description wikidata cameo country merged_into proposed_by reason note".split()
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

    for one in accept(asked.to_write(), ids, into=into, proposer=proposer):
        out(f"{one.id}  {one.path}")
        if one.aliases:
            say(f"{one.id}: new names: {', '.join(one.aliases)}")
    return 0


@entities.command("merge")
@click.argument("entity_id", metavar="ID")
@click.argument("into", metavar="INTO")
@click.pass_obj
def merge_entities(asked: Asked, entity_id: str, into: str) -> int:
    """Merge the entity ID into the entity INTO.

    ID gets merged_into where it stands (an entity of a large catalogue is written into entities/merged.toml for it). Links
    to ID lead to INTO from then on, and its names find INTO; nobody's annotations are rewritten. `entities split ID` takes
    it back, `entities relink` rewrites the links.
    """
    from workbench.desk.merging import merge

    merged = merge(asked.to_write(), entity_id, into)
    out(f"{merged.id}  {merged.into}  {merged.path}")
    say(f"merged; workbench entities split {merged.id} takes it back")
    return 0


@entities.command("split")
@click.argument("entity_id", metavar="ID")
@click.pass_obj
def split_entities(asked: Asked, entity_id: str) -> int:
    """Take the merge of the entity ID back; its file is then as it was before."""
    from workbench.desk.merging import split

    merged = split(asked.to_write(), entity_id)
    out(f"{merged.id}  {merged.path}")
    say(f"{merged.id} is no longer merged into {merged.into}")
    return 0


@entities.command("relink")
@click.option("--write", is_flag=True, help="Rewrite the files; without it they are only listed.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def relink_entities(asked: Asked, write: bool, as_json: bool) -> int:
    """Show, or rewrite, the links to merged entities in everybody's files.

    One line each: file, record, slot, old id, new id. Nothing is written without --write.
    """
    from workbench.desk.relinking import relink
    from workbench.store.project import open_project

    problems: list[Problem] = []
    rows: list[list[str]] = []
    project = asked.to_write() if write else open_project(asked.project())[0]
    for one in relink(project, write=write):
        if isinstance(one, Problem):
            problems.append(one)
        else:
            rows.append([one.path, one.record, one.slot, one.old, one.new])
    if as_json:
        out_json([dict(zip(("path", "record", "slot", "old", "new"), row, strict=True)) for row in rows])
    else:
        for line in table(rows):
            out(line)
    for problem in problems:
        say(str(problem))
    many = f"{len(rows)} link{'s' * (len(rows) != 1)}"
    say(
        f"{many} rewritten"
        if write
        else f"{many} would change; --write rewrites them"
        if rows
        else "nothing to rewrite"
    )
    return 1 if problems else 0


@entities.command("export")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", metavar="FORMAT", help="jsonl or csv."
)
@click.option("--catalogue", "wanted", metavar="NAME", default="", help="Only this large catalogue; else all entities.")
@click.option("--out", "path", metavar="PATH", default="", help="The file to write; else stdout.")
@click.pass_obj
def export_entities(asked: Asked, form: str, wanted: str, path: str) -> int:
    """Give the entities out, one a line (jsonl) or one name a row (csv), as `entities import` reads them.

    First those kept by hand and proposed, then the large catalogues in their order; of two with one id the first.
    """
    from workbench.desk.catalogue_export import CSV_HEAD, csv_rows, entities_of, export_to, json_line
    from workbench.store.project import open_project

    project, _ = open_project(asked.project())
    problems: list[Problem] = []
    found: Iterator[Entity] = entities_of(project, _large(project, wanted) if wanted else None, problems.append)
    lines = (line for entity in found for line in ([json_line(entity)] if form == "jsonl" else csv_rows(entity)))
    if path:
        say(f"{export_to(path, lines, CSV_HEAD if form == 'csv' else ''):,} lines written to {path}")
    else:
        if form == "csv":
            out(CSV_HEAD)
        for line in lines:
            out(line)
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0
