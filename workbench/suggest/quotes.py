"""Quotations of a window: curly, low, straight and doubled marks; a quotation that is not closed runs to the window's end."""

from __future__ import annotations

from workbench.core.span import Span

_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "``": "''"}


def quotations(text: str) -> list[Span]:
    """The outermost quotations of ``text`` with their marks, in order.

    A straight mark opens where a blank, a bracket or nothing stands before it and a word follows. Single marks count only
    in a text that has no double ones, because elsewhere they are apostrophes or quotations inside a quotation.
    """
    found = _double(text)
    return found if found else _single(text)


def _double(text: str) -> list[Span]:
    found: list[Span] = []
    at = 0
    size = len(text)
    while at < size:
        mark = "''" if text.startswith("''", at) else "``" if text.startswith("``", at) else text[at]
        closing = _PAIRS.get(mark, mark if mark in ('"', "''") else "")
        if not closing or not _opens(text, at, mark):
            at += len(mark)
            continue
        end = _closed(text, at + len(mark), mark, closing)
        found.append(Span(at, end))
        at = end
    return found


def _opens(text: str, at: int, mark: str) -> bool:
    after = text[at + len(mark) : at + len(mark) + 1]
    before = text[at - 1 : at]
    if mark == "»" and not (after and not after.isspace() and "«" in text[at:]):
        return False
    if mark in ("“", "„", "``"):
        return bool(after)
    return (
        bool(after)
        and not after.isspace()
        and (not before or not before.isalnum())
        and before not in (".", ",", "!", "?")
    )


def _closed(text: str, at: int, mark: str, closing: str) -> int:
    if closing == "''":
        end = text.find("''", at)
        return len(text) if end < 0 else end + 2
    depth = 1
    for place in range(at, len(text)):
        sign = text[place]
        mixed = (
            sign == '"' and mark == "“" and not text[place - 1].isspace() and not text[place + 1 : place + 2].isalnum()
        )
        mixed = mixed or (sign == "”" and mark == '"' and "“" not in text[at:place])
        if sign in closing or mixed:
            depth -= 1
            if depth == 0:
                return place + 1
        elif sign == mark:
            depth += 1
    return _unclosed(text, at)


def _unclosed(text: str, at: int) -> int:
    end = len(text.rstrip())
    return max(at, end)


def _single(text: str) -> list[Span]:
    found: list[Span] = []
    at = 0
    while (start := text.find("‘", at)) >= 0:
        at = start + 1
        end = at
        while (end := text.find("’", end)) >= 0:
            end += 1
            after = text[end : end + 1]
            if not after or not after.isalnum():
                break
        if end > 0:
            found.append(Span(start, end))
            at = end
    return found
