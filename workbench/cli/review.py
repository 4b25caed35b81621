"""``review``: the reviewer's screen."""

from __future__ import annotations

import click

from workbench.cli.commands import Asked
from workbench.cli.screen import check_terminal, open_review, project_path


@click.command()
@click.argument("article", default="")
@click.option("--blind", is_flag=True, help="Hide the names of the annotators and shuffle their versions.")
@click.option("--with-suggestions", is_flag=True, help="Let suggestions take part, each source as one more annotator.")
@click.pass_obj
def review(asked: Asked, article: str, blind: bool, with_suggestions: bool) -> int:
    """Decide between annotators, on the screen.

    Opens ARTICLE (its id), else the article last reviewed, with everybody's records against each other. What you decide is
    saved in gold/ as you go; what is decided is not asked again. Without a project around, the sample is opened.
    """
    check_terminal()
    from workbench.desk.reviewing import ReviewDesk

    desk, _ = ReviewDesk.open(project_path(asked.folder, ""), asked.annotator)
    desk.blind, desk.with_suggestions = blind, with_suggestions
    return open_review(desk, desk.first_article(article, desk.place()))
