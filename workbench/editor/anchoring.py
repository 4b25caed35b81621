"""Finding a quote again when the text moved under it."""

from __future__ import annotations

import re

from workbench.core.annotation import Fragment
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
