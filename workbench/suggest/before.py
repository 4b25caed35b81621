"""What is said before its attribution: *“…,” he said*, *…, officials said*, and how it goes on afterwards."""

from __future__ import annotations

from workbench.core.span import Span
from workbench.suggest.contents import complement
from workbench.suggest.extents import final_trimmed
from workbench.suggest.groups import Group
from workbench.suggest.inflect import Verb
from workbench.suggest.reading import DASHES, QUOTE_SIGNS, Reading
from workbench.suggest.tables import en

_PAUSES = frozenset([",", ".", "", ":", ";", ")"]) | DASHES


def said_before(reading: Reading, left: tuple[Span, ...], group: Group, cue_end: int, verb: Verb, says: bool) -> bool:
    """Whether the stretch before the source is what is said, and not an adverbial or another clause."""
    if is_quotation(reading, left):
        if reading.text[left[-1].end - 2] in ",?!—" or reading.text[left[-1].end - 3 : left[-1].end - 1].startswith(
            ","
        ):
            right = complement(reading, group, cue_end, verb)
            return right is None or right.kind != "that"
        return says and (_pausing(reading, cue_end, verb) or complement(reading, group, cue_end, verb) is None)
    if not says or _quotation_after(reading, cue_end) or not _pausing(reading, cue_end, verb):
        return False
    after = reading.at(reading.tokens[cue_end - 1].end)
    resumed = reading.group_at(after + 1) if reading.tagged(after) == "," else None
    if not _adverbial(reading, left) or (resumed is not None and resumed.form == "fin"):
        return True
    first = reading.at(left[0].start)
    only = all(reading.tag[at] in ("C", "A", ",") for at in range(first, reading.at(left[-1].end)))
    right = complement(reading, group, cue_end, verb)
    return not only and right is not None and right.kind == "split" and reading.tagged(first) in ("E", "C")


def is_quotation(reading: Reading, content: tuple[Span, ...]) -> bool:
    return any(content[-1].end == quote.end for quote in reading.quotes)


def _quotation_after(reading: Reading, cue_end: int) -> bool:
    """Whether a quotation follows the cue, after an addressee at most: *said, “…”*, *told CNN, “…”*."""
    for at in range(cue_end, min(len(reading.tokens), cue_end + 14)):
        if reading.tagged(at) in (",", ":"):
            return reading.quote_at(at + 1) is not None
        if reading.tagged(at) == "." or reading.group_at(at) is not None:
            return False
    return False


def content_before(reading: Reading, place: int) -> tuple[Span, ...] | None:
    """What is said before token ``place``: the quotation that ends there, else the clause up to the comma."""
    at = place - 1
    while at >= 0 and (reading.tag[at] in (",", "C", "A") or reading.tag[at] in DASHES) and reading.quoted[at] < 0:
        at -= 1
    if at < 0:
        return _quoted_outside(reading)
    number = reading.quoted[at]
    comma = at < place - 1
    if number >= 0 and reading.quotes[number].end == reading.tokens[at].end:
        return _quoted_before(reading, number)
    if not comma or reading.tagged(place - 1) != ",":
        return None
    begin = _after_dash(reading, at)
    return (reading.span(begin, at + 1),)


def _quoted_outside(reading: Reading) -> tuple[Span, ...] | None:
    """*“…!” Lind wrote.*, where the quotation counts as a sentence of its own: the one that ends before this sentence."""
    for quote in reading.quotes:
        blank = reading.text[quote.end : reading.region.start]
        if quote.end <= reading.region.start and not blank.strip() and "\n\n" not in blank:
            return (quote,)
    return None


def _after_dash(reading: Reading, at: int) -> int:
    """The start of the clause that ends at token ``at``: after a single dash, else the sentence's first token."""
    dashes = [place for place in range(at) if reading.tag[place] in DASHES and reading.quoted[place] < 0]
    return dashes[0] + 1 if len(dashes) == 1 else 0


def _quoted_before(reading: Reading, number: int) -> tuple[Span, ...]:
    quote = reading.quotes[number]
    first = reading.at(quote.start)
    if first == 0 or reading.tag[first - 1] in ("C", "A", ":", ",", "(") or reading.quoted[first - 1] >= 0:
        return (quote,)
    return (Span(reading.tokens[_after_dash(reading, first)].start, quote.end),)


def _adverbial(reading: Reading, content: tuple[Span, ...]) -> bool:
    """Whether a stretch before the source says nothing by itself: *In 2009,*, *As she speaks,*, *And yet,*."""
    first = reading.at(content[0].start)
    stop = reading.at(content[-1].end)
    while first < stop and reading.tag[first] in ("C", "A", ","):
        first += 1
    if reading.tagged(first) in ("E", "B", "T", "O") or first >= stop:
        return True
    return not any(first <= group.head < stop and group.form == "fin" for group in reading.groups)


def _pausing(reading: Reading, cue_end: int, verb: Verb) -> bool:
    """Whether the attribution is over after the cue: a sign, the sentence's end, an addressee or a time and then a sign."""
    if reading.tagged(cue_end) in _PAUSES:
        return True
    if "a" not in verb.frames and reading.tagged(cue_end) not in ("E", "A") and reading.low(cue_end) not in en.DAYS:
        return False
    for at in range(cue_end, min(len(reading.tokens) + 1, cue_end + 14)):
        sign = reading.tagged(at)
        if sign in (",", ".", "", ";") or sign in DASHES:
            return True
        if sign in ("X", "M", "B", "S", ":") or sign in QUOTE_SIGNS:
            return sign == "B" and reading.low(at) not in ("that", "whether", "what")
        group = reading.group_at(at)
        if group is not None and group.form in ("fin", "inf"):
            return False
    return False


def with_rest(reading: Reading, left: tuple[Span, ...], end: int) -> tuple[Span, ...]:
    """The content before an attribution with what follows it: quotations, or the rest of a clause that was split."""
    quoted = any(left[-1].end == quote.end for quote in reading.quotes)
    at = reading.at(end)
    if quoted:
        return (*left, *_quotes_after(reading, end))
    while at < len(reading.tokens) and reading.tag[at] not in (",", ".", ";"):
        at += 1
    if reading.tagged(at) != "," or at + 2 >= len(reading.tokens):
        return left
    following = reading.tagged(at + 1)
    low = reading.low(at + 1)
    if (following in ("V",) and low.endswith("ing")) or low in ("who", "which", "according", "citing"):
        return left
    stop = final_trimmed(reading, at + 1, len(reading.tokens))
    return (*left, reading.span(at + 1, stop)) if stop > at + 1 else left


def _quotes_after(reading: Reading, end: int) -> list[Span]:
    """Quotations after the attribution that go on with the same speaker: past its comma or the sentence's end."""
    for quote in reading.quotes:
        if quote.start < end:
            continue
        if quote.start >= reading.region.end:
            between = reading.text[reading.region.end : quote.start]
            alone = not between.strip() and "\n\n" not in between and _complete(reading, quote)
            return [quote, *following_quotes(reading, quote.end)] if alone else []
        between = reading.text[end : quote.start].rstrip()
        if len(between.split()) > 12 or not between or between[-1] not in ",—–:;-":
            return []
        return [quote, *following_quotes(reading, quote.end)]
    return []


def following_quotes(reading: Reading, end: int) -> list[Span]:
    """Quotations after ``end`` that nothing but blanks and the sentence's final sign divides from it."""
    found: list[Span] = []
    for quote in reading.quotes:
        if quote.start < end:
            continue
        between = reading.text[end : quote.start]
        if between.strip(" .\n\t,”\xa0") or "\n\n" in between or not _complete(reading, quote):
            break
        found.append(quote)
        end = quote.end
    return found


def _complete(reading: Reading, quote: Span) -> bool:
    """Whether a quotation ends its sentence, so that no attribution of its own follows."""
    inner = reading.text[quote.start : quote.end].rstrip("”\"'’»“ ")
    after = reading.text[quote.end : quote.end + 2].strip()
    return (inner.endswith((".", "!", "?", "…", "]", "—")) and not after[:1].islower()) or after.startswith(".")
