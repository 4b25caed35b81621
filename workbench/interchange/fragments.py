"""Places of a text as the fragments of a part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.core.annotation import Fragment
from workbench.core.span import Span


def quoted(spans: Iterable[Span], text: str) -> tuple[Fragment, ...]:
    """The fragments of a part that lies on these spans: in the order of the text, those that overlap made one."""
    return tuple(Fragment(start, end, text[start:end]) for start, end in _apart(spans))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in the order of the text, those that overlap made one."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start < last.end:
            last = last.hull(span)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
