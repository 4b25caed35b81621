"""Wikidata's JSON dump, one item a line (an array's brackets and commas are passed over).

Labels and aliases of the languages asked for are names; ``mul`` stands for all languages and always counts. The kind is
told by *instance of* (P31) as far as the table below knows it; party, membership, employer and position (P102, P463,
P108, P39) become affiliations with their dates (P580, P582). Format: Wikibase/DataModel/JSON on mediawiki.org.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import Problem
from workbench.linking.catalogues.rows import CatalogueFormat, LeftOut, Row, Source, decoded, distinct, made

_CLASSES = {
    "person": "Q5",
    "state": "Q6256 Q3624078 Q7275 Q3024240 Q15634554",
    "organization": "Q43229 Q7278 Q4830453 Q783794 Q891723 Q6881511 Q163740 Q79913 Q245065 Q484652 Q1530022 Q35798 "
    "Q3918 Q327333 Q192350 Q31855 Q155271 Q178790 Q476028 Q2659904 Q157031 Q11204 Q35749 Q41710",
    "armed-group": "Q17149090 Q17127659 Q175331 Q1050259 Q206887 Q37726 Q772547 Q176799 Q15925165",
    "media": "Q11032 Q41298 Q1153191 Q192283 Q1616075 Q14350 Q1110794 Q5398426 Q11033 Q15265344 Q1002697 Q17232649",
    "place": "Q515 Q486972 Q3957 Q532 Q1549591 Q5119 Q23442 Q4022 Q8502 Q82794 Q35657 Q56061 Q10864048 Q15284 Q34442 "
    "Q5107 Q23397 Q165 Q39614 Q3455524 Q123705 Q188509 Q1637706 Q7930989",
}
_KIND = {item: kind for kind, items in _CLASSES.items() for item in items.split()}
_TIES = {"P102": "member of the party", "P463": "member", "P108": "employed", "P39": "position"}


class _Text(msgspec.Struct, frozen=True):
    value: str


class _Snak(msgspec.Struct, frozen=True):
    datavalue: msgspec.Raw = msgspec.Raw(b"null")


class _Claim(msgspec.Struct, frozen=True):
    mainsnak: _Snak = _Snak()
    qualifiers: dict[str, list[_Snak]] = {}
    rank: str = "normal"


class _Item(msgspec.Struct, frozen=True):
    id: str
    type: str = "item"
    labels: dict[str, _Text] | list[None] = {}
    aliases: dict[str, list[_Text]] | list[None] = {}
    descriptions: dict[str, _Text] | list[None] = {}
    claims: dict[str, list[_Claim]] | list[None] = {}
    """PHP writes an empty table as an empty list."""


class _Id(msgspec.Struct, frozen=True, rename={"number": "numeric-id", "type": "entity-type"}):
    id: str = ""
    number: int = 0
    type: str = ""
    """Old dumps give the type and the number of an item, and no id."""


class _Time(msgspec.Struct, frozen=True):
    time: str = ""


class _IdValue(msgspec.Struct, frozen=True):
    value: _Id


class _TimeValue(msgspec.Struct, frozen=True):
    value: _Time


def read(source: Source) -> Iterator[Row]:
    """The items that have a label in a language asked for."""
    for number, line in source.numbered():
        line = line.strip().rstrip(b",")
        if line in (b"", b"[", b"]"):
            continue
        where = source.at(number)
        item = decoded(line, _Item, where)
        if isinstance(item, Problem):
            yield item
        elif item.type != "item":
            yield LeftOut(f"{item.type} (only items are entities)")
        else:
            yield _entity(item, source.languages, where)


def _entity(item: _Item, languages: tuple[str, ...], where: str) -> Row:
    labels = item.labels if isinstance(item.labels, dict) else {}
    aliases = item.aliases if isinstance(item.aliases, dict) else {}
    told = item.descriptions if isinstance(item.descriptions, dict) else {}
    wanted = [*languages, "mul"] if languages else [*dict.fromkeys(("en", "mul", *labels, *aliases))]
    names = [labels[one].value for one in wanted if one in labels]
    if not names:
        return LeftOut(f"item without a label in {', '.join(languages)}")
    names += [text.value for one in wanted for text in aliases.get(one, ())]
    claims = item.claims if isinstance(item.claims, dict) else {}
    kind = next((_KIND[one] for one in _items(claims.get("P31", ())) if one in _KIND), "other")
    ties = tuple(
        tie for key, role in _TIES.items() for claim in claims.get(key, ()) for tie in _affiliation(claim, role)
    )
    description = next((told[one].value for one in wanted if one in told), "")
    name = distinct(names)[0] if distinct(names) else ""
    return made(
        Entity(item.id, name, kind, distinct(names, without=name), description, item.id, affiliations=ties), where
    )


def _items(claims: Iterable[_Claim]) -> list[str]:
    """The items that claims point to, those of preferred rank first."""
    ranked = sorted((one for one in claims if one.rank != "deprecated"), key=lambda one: one.rank != "preferred")
    return [target for claim in ranked if (target := _target(claim.mainsnak))]


def _target(snak: _Snak) -> str:
    """The id of the item that a snak points to; "" for an unknown or no value, or one of another type."""
    try:
        found = msgspec.json.decode(snak.datavalue, type=_IdValue).value
        return found.id or (f"Q{found.number}" if found.type == "item" and found.number else "")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def _affiliation(claim: _Claim, role: str) -> Iterator[Affiliation]:
    target = _target(claim.mainsnak)
    if target and claim.rank != "deprecated":
        start, end = (_date(claim.qualifiers.get(key, [])) for key in ("P580", "P582"))
        yield Affiliation(target, role, start, end)


def _date(snaks: list[_Snak]) -> str:
    """``+2019-05-00T00:00:00Z`` as ``2019-05``; "" where there is none, or one before the common era."""
    for snak in snaks:
        try:
            time = msgspec.json.decode(snak.datavalue, type=_TimeValue).value.time
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
        if time.startswith("+"):
            return time[1:11].removesuffix("-00").removesuffix("-00")
    return ""


WIKIDATA = CatalogueFormat("wikidata", read, licence="CC0 1.0")
