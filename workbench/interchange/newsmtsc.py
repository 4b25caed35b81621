"""NewsMTSC (Hamborg and Donnay 2021): the polarity of a sentence towards its targets.

JSON lines; offsets are code points of the sentence. A sentence is an article; each target is an actor towards whom the author
takes a stance, the sentence its evidence. Polarity 2 is against, 4 neutral, 6 for. A file or folder called after a part of the
division (``train.jsonl``) says so of its articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from workbench.core.annotation import AUTHOR, Annotations, Fragment, Header, Record, Value
from workbench.core.article import Article, Metadata
from workbench.core.errors import FileError, Problem
from workbench.core.span import Span
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Source, Surroundings
from workbench.interchange.json_files import one_line, parsed
from workbench.interchange.naming import made_article, part_of_path, steady_id
from workbench.interchange.ours import needed

_NO_NAME = re.compile(r"[^\w.,’'()-]+")
_POLARITY = {2: "oppose", 4: "neutral", 6: "support"}


class _Mention(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    start: int
    end: int
    mention: str


class _Target(_Mention, frozen=True, kw_only=True, rename={"start": "from", "end": "to", "gid": "Input.gid"}):
    polarity: float
    gid: str = ""
    further_mentions: list[_Mention] = []


class _Row(msgspec.Struct, frozen=True):
    primary_gid: str
    sentence_normalized: str
    targets: list[_Target]


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """A document for every line."""
    names = [name for name in source.files if name.endswith(".jsonl")]
    if not names:
        yield Problem(source.name, "holds no .jsonl file")
        return
    yield needed("actor", ("mention",))
    yield needed("stance", ("holder", "target", "polarity", "evidence"))
    taken: set[str] = set()
    for name in names:
        meta = Metadata(language="en", split=part_of_path(source.name, name))
        for number, line in enumerate(source.files[name]().split(b"\n"), 1):
            if not line.strip():
                continue
            try:
                row = parsed(line, _Row, name, first_line=number)
            except FileError as error:
                yield error.problem
                continue
            yield from _document(row, name, number, taken, meta)


def _document(row: _Row, name: str, number: int, taken: set[str], meta: Metadata) -> Iterator[Brought]:
    article_id = _NO_NAME.sub(" ", row.primary_gid).strip(". ") or f"line {number}"
    if article_id in taken:
        article_id = f"{article_id} ({number})"
    taken.add(article_id)
    article = made_article(article_id, row.sentence_normalized, meta)
    records: dict[str, Record] = {}
    for at, target in enumerate(row.targets):
        for mention in _mentions(target):
            if mention.start < 0 or article.quote(Span(mention.start, mention.end)) != mention.mention:
                what = f"“{mention.mention}” does not stand at {mention.start}–{mention.end}"
                yield Problem(name, what, key=f"line {number}: targets[{at}]")
                return
        _add(target, at, article, records)
    state = Annotations(Header(article_id, article.sha256, ""), records)
    gids = one_line({"file": name, "primary_gid": row.primary_gid, "gids": [target.gid for target in row.targets]})
    yield Document(article, (state,), (gids,))


def _add(target: _Target, at: int, article: Article, records: dict[str, Record]) -> None:
    """The target's actor, those of its further mentions, and the author's stance towards it."""
    target_id = ""
    for number, mention in enumerate(_mentions(target)):
        actor_id = steady_id("a", f"{at} {number}", records)
        target_id = target_id or actor_id
        place = Fragment(mention.start, mention.end, mention.mention)
        records[actor_id] = Record("actor", actor_id, {"mention": (place,)})
    stance_id = steady_id("s", f"{at}", records)
    polarity = _POLARITY.get(round(target.polarity), "unclear")
    evidence = (Fragment(0, len(article.text), str(article.text)),)
    values: dict[str, Value] = {"holder": AUTHOR, "target": target_id, "polarity": polarity}
    records[stance_id] = Record("stance", stance_id, {"evidence": evidence}, values)


def _mentions(target: _Target) -> tuple[_Mention, ...]:
    return (target, *target.further_mentions)


EXCHANGE = ExchangeFormat(
    "newsmtsc",
    "NewsMTSC",
    (".jsonl",),
    read,
    keeps="every target and further mention, polarity",
    loses={},
)
