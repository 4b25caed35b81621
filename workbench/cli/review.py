"""``review``: the reviewer's screen."""

from __future__ import annotations

import click

from workbench.cli.commands import Asked
from workbench.cli.first_page import WINDOW
from workbench.cli.screen import check_terminal, open_review, project_path
from workbench.core.errors import UsageError


@click.command()
@click.argument("article", default="")
@click.option("--blind", is_flag=True, help="Hide the names of the annotators and shuffle their versions.")
@click.option("--with-suggestions", is_flag=True, help="Let suggestions take part, each source as one more annotator.")
@click.option("--annotators", metavar="A,B,…", default="", help="Only these people take part.")
@click.pass_obj
def review(asked: Asked, article: str, blind: bool, with_suggestions: bool, annotators: str) -> int:
    """Decide between annotators, on the screen.

    Opens ARTICLE (its id), else the article last reviewed, with everybody's records against each other. What you decide is
    saved in gold/ as you go; what is decided is not asked again. Without a project around, the sample is opened.
    """
    check_terminal()
    from workbench.desk.reviewing import ReviewDesk

    desk, _ = ReviewDesk.open(project_path(asked.folder, ""), asked.annotator)
    desk.blind, desk.with_suggestions = blind, with_suggestions
    desk.only = tuple(name.strip() for name in annotators.split(",") if name.strip())
    if unknown := [name for name in desk.only if name not in desk.project.annotators()]:
        raise UsageError(f"there is no annotator “{unknown[0]}”; there are {', '.join(desk.project.annotators())}")
    article_id = desk.first_article(article, desk.places.read())
    if asked.page is not None:
        begun, at = desk.begin(article_id)
        start = begun.text.starts[begun.text.block_at(at)]
        asked.page.turn_to(article_id, begun.text.slice(start, at + WINDOW), at - start)
    return open_review(desk, article_id, asked.page)
