"""Sentences: the non-blank text of every paragraph, divided where a sentence ends.

A possible end is a run of full stops, question or exclamation marks with the closing marks after it. What stands before
it (an abbreviation, an initial, a number) and after it (a blank, a capital, a word that begins sentences) decides.

Limitations: ``U.S.`` before a capitalised word that is no STARTERS (``in the U.S. Haftar left``) does not end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.core.segment.graphemes import apart, ceiling, grapheme_starts, widened
from workbench.core.segment.languages import listed, primary
from workbench.core.segment.paragraphs import paragraphs, trimmed
from workbench.core.segment.tables.abbreviations import CLOCK_FOLLOWERS
from workbench.core.segment.tables.marks import (
    BULLETS,
    CLOSING,
    CLOSING_BRACKETS,
    DASHES,
    ELLIPSES,
    FULL_STOPS,
    HIRAGANA,
    IDEOGRAPHS,
    KATAKANA,
    OPENING,
    OPENING_BRACKETS,
    QUOTATION_MARKS,
    STRONG_ENDS,
    TURNING,
    WIDE_ENDS,
)
from workbench.core.span import Span

_END = re.compile(
    rf"(?P<marks>[{FULL_STOPS}{STRONG_ENDS}{WIDE_ENDS}{ELLIPSES}]+)"
    rf"(?P<closing>(?:[{re.escape(CLOSING)}]|[{TURNING}](?![^\W_])|[ \u00a0\u202f][»›](?![^\W_])|\[\d{{1,3}}\])*)"
    r"(?P<blank>\s*)"
)
_LOOK_BACK = 32
"""How much of the text before a full stop can matter; longer tokens are no abbreviations."""

_TOKEN = re.compile(rf"[^\s{re.escape(OPENING + DASHES)}/\-]*\Z")
_NEXT = re.compile(rf"[{re.escape(OPENING + DASHES + BULLETS + ELLIPSES)}\s.\-]{{0,8}}(?P<word>[^\W_]*)")
_DOTTED = re.compile(r"[^\W\d_]{1,2}(?:\.[^\W\d_]{1,2})+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_ENUMERATION = re.compile(r"\W{0,8}(?:\d{1,3}|[a-zA-Z])")
_WIDE = re.compile(f"[{IDEOGRAPHS}{HIRAGANA}{KATAKANA}]")
_QUOTATIVE = re.compile("と|って|、|，|[^。！？\\s]{1,8}[说說道问問]")
_HEAD = re.compile(r"[^,;:!?…\n]{1,60}")
_TAG_REACH = 5
"""Among how many words after a quotation its verb is looked for."""


def sentences(text: str, language: str = "en") -> list[Span]:
    """The sentences of ``text``, without the blanks between them; together they hold every character that is not blank."""
    language = primary(language)
    starts = grapheme_starts(text)
    found: list[Span] = []
    for paragraph in paragraphs(text):
        begin = paragraph.start
        for cut in _cuts(text, paragraph, language):
            end = cut if starts is None else ceiling(starts, cut, len(text))
            if begin < end < paragraph.end:
                found.append(trimmed(text, begin, end))
                begin = end
        found.append(trimmed(text, begin, paragraph.end))
    return apart(widened(text, (span for span in found if not span.empty)))


def _cuts(text: str, paragraph: Span, language: str) -> Iterator[int]:
    """Where the sentences of a paragraph end, all but the last."""
    begin = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        if match.end() < paragraph.end and _ends(text, begin, match, language):
            begin = match.end("closing")
            yield begin


def _ends(text: str, begin: int, match: re.Match[str], language: str) -> bool:
    """Whether the marks found end the sentence that began at ``begin``."""
    marks, closing = match["marks"], match["closing"]
    after = match.end()
    if any(mark in WIDE_ENDS for mark in marks):
        return not (closing and _QUOTATIVE.match(text, after))
    if (
        closing
        and closing[0] in CLOSING_BRACKETS
        and text[match.start() - 1 : match.start()] in tuple(OPENING_BRACKETS)
    ):
        return False  # […] and (!) comment on a sentence, they do not end it
    following = _NEXT.match(text, after)
    word = following["word"] if following else ""
    if not match["blank"]:
        return _ends_without_blank(text, begin, match, word, language)
    quoted = any(mark in QUOTATION_MARKS for mark in closing)
    if text[after] in FULL_STOPS or (quoted and marks[-1] not in FULL_STOPS and _is_tag(text, after, language)):
        return False
    if word and word[0].islower() and not _camel(word) and (text[after] not in QUOTATION_MARKS or quoted):
        return False
    if set(marks) <= set(FULL_STOPS) and len(marks) == 1:
        return _full_stop_ends(text, begin, match, word, language)
    return True


def _ends_without_blank(text: str, begin: int, match: re.Match[str], word: str, language: str) -> bool:
    """``ended.Then``: no blank, yet a word of at least two letters before and a capitalised one right after."""
    after = text[match.end()]
    if _WIDE.match(after):
        return True
    if not (after.isalpha() or after in OPENING):
        return False
    token = _token(text, begin, match.start())
    if any(_is_listed(token, table, language) for table in ("never_final", "numbered", "rarely_final")):
        return False
    ends_word = len(token) > 1 and token[-2:].isalnum() and not token[-2:].isupper()
    return ends_word and word[:1].isupper() and (len(word) == 1 or word[1:].islower())


def _token(text: str, begin: int, stop: int) -> str:
    """What stands right before a full stop, as far as it can be an abbreviation."""
    found = _TOKEN.search(text, max(begin, stop - _LOOK_BACK), stop)
    return found[0] if found else ""


def _is_tag(text: str, after: int, language: str) -> bool:
    """Whether ``Name asked`` comes next: the sentence goes on after a question or a shout in quotation marks."""
    head = _HEAD.match(text, after)
    following = [word.rstrip(".") for word in head[0].split()] if head else []
    if not following or following[0] in listed("starters", language):
        return False
    return not listed("tag_verbs", language).isdisjoint(following[1:_TAG_REACH])


def _camel(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def _full_stop_ends(text: str, begin: int, match: re.Match[str], word: str, language: str) -> bool:
    """Whether one full stop with a blank after it ends a sentence, by the token before it and the word after it."""
    stop = match.start()
    token = _token(text, begin, stop)
    if _ENUMERATION.fullmatch(text, begin, stop):
        return False
    starter = word in listed("starters", language)
    if token.isdigit():
        return not (language == "de" and len(token) <= 3 and word[:1].isalpha() and not starter)
    if _is_listed(token, "never_final", language):
        return False
    if _is_listed(token, "numbered", language) and (word[:1].isdigit() or _ROMAN.fullmatch(word)):
        return False
    closed = any(mark in CLOSING_BRACKETS for mark in match["closing"])
    if token in listed("clock", language):
        return bool(word) and not closed and word not in CLOCK_FOLLOWERS and not word[0].isdigit()
    initial = len(token) == 1 and token.isupper() and token not in "I"
    roman = language == "de" and _ROMAN.fullmatch(token) is not None
    if len(token) == 1 and token.islower():
        return False  # the first part of ``z. B.``
    if initial or roman or _DOTTED.fullmatch(token) or _is_listed(token, "rarely_final", language):
        return starter and not closed
    return True


def _is_listed(token: str, table: str, language: str) -> bool:
    """Whether a table has the token (or its last part, of ``Lt.Gen``), or has it in lower case: it may start a sentence."""
    rows = listed(table, language)
    last = token.rpartition(".")[2]
    return token in rows or (token[:1].lower() + token[1:]) in rows or (len(last) > 1 and last in rows)
