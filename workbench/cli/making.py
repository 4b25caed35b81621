"""``init`` and ``add``: a project made, and articles brought into it."""

from __future__ import annotations

import io
import os
import sys

import click

from workbench.cli.commands import Asked
from workbench.cli.printing import out, say
from workbench.core.errors import Problem


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--title", default="", help="The project's title; else the folder's name.")
@click.pass_obj
def init(asked: Asked, folder: str, title: str) -> int:
    """Make a project in DIR.

    It gets workbench.toml, codebook.toml (the default one, with comments that tell how to change it) and the folders
    articles, entities and annotations. A folder that holds a project, or a part of one, is left as it is.
    """
    from workbench.desk.adding import make_project

    root = make_project(asked.given / folder, title)
    out(str(root))
    say(f"made; next: workbench -C {folder} add FILE…, then workbench {folder}")
    say(
        f"{os.path.join(folder, 'codebook.toml')} has no issues yet, for claims and stances; type one where it is needed"
    )
    return 0


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--id", "article_id", metavar="ID", default="", help="The article's id (of one FILE); else its name.")
@click.option(
    "--format", "format_name", metavar="NAME", default="", help="text, markdown, html or jsonl; else by ending."
)
@click.pass_obj
def add(asked: Asked, files: tuple[str, ...], article_id: str, format_name: str) -> int:
    """Bring articles into the project.

    FILE is a text (.txt, .md: copied byte for byte), a web page (.html: its article without menus; needs the extra
    "html"), JSON lines (.jsonl: {"id", "text", "title", "source", "url", "author", "date", "language"}), a folder of
    such files, or - for JSON lines from stdin. What is known of an article is written beside it as ID.toml; for
    a text or page it is taken from a .toml of the same name, if there is one. An article that is there is never changed.

    Prints the id of every article that is new.
    """
    from workbench.desk.adding import add_articles

    project = asked.to_write()
    wrong = 0
    dropped: set[str] = set()
    piped = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
    for one in add_articles(project, files, piped, article_id=article_id, format_name=format_name):
        if isinstance(one, Problem):
            wrong += 1
            say(f"workbench: {one}")
        elif one.new:
            dropped.update(one.dropped)
            out(one.id)
        else:
            say(f"{one.where}: is there already, byte for byte, as “{one.id}”")
    if dropped:
        say(f"left behind, because articles have no place for it: {', '.join(sorted(dropped))}")
    return 1 if wrong else 0
