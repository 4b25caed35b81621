"""``status``, ``check`` and ``keys``: what there is, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import out, out_json, out_text, say, table
from workbench.core.errors import FileError, Problem, UsageError

if TYPE_CHECKING:
    from workbench.core.codebook import Codebook
    from workbench.desk.jobs import ProjectStatus
    from workbench.store.peek import Peek


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def status(asked: Asked, as_json: bool) -> int:
    """Show how far the project is.

    One line an article, one column an annotator: open, done, or – (not begun), and the number of records. The last line
    sums up. The exit status is 1 where a file cannot be read.
    """
    from workbench.desk.jobs import project_status
    from workbench.store.project import open_project

    found = project_status(open_project(asked.project())[0])
    unreadable = sum(not file.readable for article in found.articles for file in article.files.values())
    if unreadable:
        say(f"{_counted(unreadable, 'file')} cannot be read; workbench check says why")
    if as_json:
        out_json(_status_json(found))
        return 1 if unreadable else 0
    rows = [["article", *found.annotators]]
    rows += [
        [article.id, *(_file_cell(article.files.get(name)) for name in found.annotators)] for article in found.articles
    ]
    rows.append([_counted(len(found.articles), "article"), *(_sum_cell(found, name) for name in found.annotators)])
    for line in table(rows):
        out(line)
    return 1 if unreadable else 0


def _file_cell(file: Peek | None) -> str:
    if file is None:
        return "–"
    return f"{file.status} {file.records}" if file.readable else "cannot be read"


def _sum_cell(found: ProjectStatus, annotator: str) -> str:
    files = found.of(annotator)
    done = sum(file.status == "done" for file in files)
    opened = sum(file.status == "open" for file in files)
    return f"{done} done, {opened} open, {_counted(sum(file.records for file in files), 'record')}"


def _status_json(found: ProjectStatus) -> dict[str, object]:
    articles = [
        {
            "id": article.id,
            "annotations": {
                name: {"status": file.status if file.readable else "unreadable", "records": file.records}
                for name, file in article.files.items()
            },
        }
        for article in found.articles
    ]
    annotators = {
        name: {
            "done": sum(file.status == "done" for file in files),
            "open": sum(file.status == "open" for file in files),
            "records": sum(file.records for file in files),
        }
        for name, files in ((name, found.of(name)) for name in found.annotators)
    }
    return {"title": found.title, "articles": articles, "annotators": annotators}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def check(asked: Asked, as_json: bool) -> int:
    """Report everything that is wrong in the project.

    One line each: path, record, key, what. Nothing is printed, and the exit status is 0, where nothing is wrong.
    """
    from workbench.desk.jobs import check_project

    found = []
    for problem in check_project(asked.project()):
        found.append(problem)
        if not as_json:
            out(str(problem))
    if as_json:
        out_json([_problem_json(problem) for problem in found])
    if found:
        say(f"{_counted(len(found), 'problem')} in {_counted(len({problem.path for problem in found}), 'file')}")
    return 1 if found else 0


def _problem_json(problem: Problem) -> dict[str, str]:
    return {"path": problem.path, "record": problem.record, "key": problem.key, "what": problem.what}


@click.command()
@click.option("--keymap", "wanted", metavar="NAME", default="", help="Another keymap than the one that is set.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--markdown", is_flag=True, help="Print Markdown tables.")
@click.pass_obj
def keys(asked: Asked, wanted: str, as_json: bool, markdown: bool) -> int:
    """Show the live keymap.

    That is the shipped one which your settings or the project name, changed by your own, with the keys of the project's
    layers. Every problem in it goes to stderr, and the exit status is then 1.
    """
    from workbench.desk.keymaps import live_keymap, names_of_keymaps
    from workbench.keys.report import key_rows, markdown_tables, text_lines

    if wanted and wanted not in names_of_keymaps():
        raise UsageError(f"there is no keymap “{wanted}”; there are {', '.join(names_of_keymaps())}")
    name, codebook = _keymap_asked(asked)
    live, problems = live_keymap(wanted or name, codebook)
    if as_json:
        wrong = [_problem_json(problem) for problem in problems]
        out_json({"keymap": live.name, "title": live.title, "problems": wrong, "rows": key_rows(live)})
    elif markdown:
        out_text(markdown_tables(live).rstrip("\n"))
    else:
        for line in text_lines(live):
            out(line)
    for problem in problems:
        say(str(problem))
    return 1 if problems else 0


def _keymap_asked(asked: Asked) -> tuple[str, Codebook]:
    """The keymap that is set, and the codebook whose layers need keys; outside a project the default ones."""
    from workbench.desk.person import read_person_settings
    from workbench.store.codebook_file import read_codebook
    from workbench.store.project import open_project
    from workbench.store.shipped import default_codebook

    where = asked.project_or_none()
    name, path = "default", default_codebook()
    if where is not None:
        project, _ = open_project(where)
        name = project.settings.keymap
        path = project.codebook_path if project.codebook_path.exists() else path
    try:
        return read_person_settings().keymap or name, read_codebook(path, path.name)
    except FileError as error:
        raise UsageError(str(error)) from error


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
