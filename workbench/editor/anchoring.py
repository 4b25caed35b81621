"""Finding a quote again when the text moved under it, and saying so in the head once all of them are found."""

from __future__ import annotations

import re
from dataclasses import replace

from workbench.core.annotation import Annotations, Fragment, Refused
from workbench.core.article import Article
from workbench.core.edit import Step
from workbench.core.errors import EditError
from workbench.core.text import Text


def found_again(text: Text, fragment: Fragment) -> Fragment:
    """The fragment where its quote stands: where it is, else at the nearest place with the same words.

    White space may differ. Raises EditError where the quote stands nowhere.
    """
    if fragment.start < fragment.end and text.slice(fragment.start, fragment.end) == fragment.quote:
        return fragment
    words = fragment.quote.split()
    if not words:
        raise EditError("an empty quote cannot be found again; mark the part anew or delete the record")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    here = max(0, min(fragment.start, len(text)))
    after, before = text.find(pattern, here), text.find_before(pattern, here)
    found = [span for span in (before, after) if span is not None]
    if not found:
        raise EditError(f"“{fragment.quote[:40]}” stands nowhere in the text; mark the part anew or delete the record")
    nearest = min(found, key=lambda span: abs(span.start - here))
    return Fragment(nearest.start, nearest.end, text.slice(nearest.start, nearest.end))


def of_this_text(step: Step, state: Annotations, article: Article) -> Step:
    """The step; where annotations were made on another text, and every quote stands in this one after it, with a head that
    says so. What was refused moves along, as far as its words stand somewhere.
    """
    if state.header.text_sha256 == article.sha256:
        return step
    after = step.apply(state)
    text = article.text
    for record in after.records.values():
        for _, one in record.fragments():
            if not 0 <= one.start < one.end <= len(text) or text.slice(one.start, one.end) != one.quote:
                return step
    refused = tuple(_moved(text, one) for one in after.header.refused)
    return replace(step, header=(state.header, replace(after.header, text_sha256=article.sha256, refused=refused)))


def _moved(text: Text, refused: Refused) -> Refused:
    try:
        found = found_again(text, Fragment(refused.start, refused.end, refused.quote))
    except EditError:
        return refused
    return replace(refused, start=found.start, end=found.end, quote=found.quote)
