"""Actor dictionaries of PETRARCH and TABARI, with CAMEO codes.

An actor is a line ``NAME_ [CODE]``; lines that begin with ``+`` are other names of it; ``[CODE YYMMDD-YYMMDD]``, in its
line or indented below, is a role, and ``<DATE`` and ``>DATE`` leave one end open. Underscores stand for blanks and ``#``
begins a comment. The first three letters of a code are a country or a class of actors (IGO, NGO, …), the rest says what
the actor is there. Each role becomes an affiliation with that country, its dates kept. The years 00 to 30 of a date of
six digits are 20YY, the others 19YY, as in PETRARCH. Agents (``[~GOV]``) are common nouns and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from workbench.core.entity import Affiliation, Entity
from workbench.core.errors import Problem
from workbench.linking.catalogues.rows import CatalogueFormat, LeftOut, Row, Source, distinct, made, tidy
from workbench.linking.proposal import proposed_id

_ROLE = re.compile(r"\[([^\][]*)\]")
_CODE = re.compile(r"[A-Z]{3}[A-Z0-9]*\Z")
_CLASSES = frozenset("IGO NGO NGM MNC IMG INT UIS EEC NON".split())
"""Codes of three letters that stand for no country."""
_WORDS = {
    "COP": "police",
    "GOV": "government",
    "INS": "insurgents",
    "JUD": "judiciary",
    "MIL": "military",
    "OPP": "opposition",
    "REB": "rebels",
    "SEP": "separatists",
    "SPY": "intelligence",
    "UAF": "unaligned armed forces",
    "AGR": "agriculture",
    "BUS": "business",
    "CRM": "criminal",
    "CVL": "civilians",
    "DEV": "development",
    "EDU": "education",
    "ELI": "elites",
    "ENV": "environment",
    "HLH": "health",
    "HRI": "human rights",
    "LAB": "labour",
    "LEG": "legislature",
    "MED": "media",
    "REF": "refugees",
    "MOD": "moderate",
    "RAD": "radical",
}
_ARMED = frozenset(("REB", "SEP", "INS", "UAF"))
_CAPITALS = frozenset("UN US UK EU USA UAE USSR IMF WTO WHO NATO NGO AIDS OPEC UNSG IAEA".split())
_SMALL = frozenset("a al an and at de del der des di du e el for in la le of on the to und van von y".split())


@dataclass(slots=True)
class _Actor:
    line: int
    names: list[str]
    roles: list[tuple[str, str, str]] = field(default_factory=list)
    """(code, from, to)"""
    blemishes: list[Problem] = field(default_factory=list)
    agent: bool = False


def read(source: Source) -> Iterator[Row]:
    """The actors in the order of their first lines."""
    states: dict[str, str] = {}
    for actor in _actors(source):
        if isinstance(actor, Problem):
            yield actor
            continue
        yield from actor.blemishes
        if actor.agent:
            yield LeftOut("agent (a common noun, no actor)")
        elif not actor.roles:
            if not actor.blemishes:
                yield Problem(source.at(actor.line), f"“{actor.names[0]}” has no code such as [USAGOV]")
        else:
            yield made(_entity(actor, states), source.at(actor.line))


def _actors(source: Source) -> Iterator[_Actor | Problem]:
    actor: _Actor | None = None
    for number, raw in source.numbered():
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError:
            line = raw.decode("latin-1")
        line = line.partition("#")[0].rstrip()
        if not line.strip() or line.startswith(("<", "&")):
            continue
        begins = not line[0].isspace() and line[0] not in "+["
        if not begins and actor is None:
            yield Problem(source.at(number), "belongs to no actor: none stands above it")
            continue
        if begins or actor is None:
            if actor is not None:
                yield actor
            actor = _Actor(number, [])
        _take(actor, line, source.at(number))
        if not actor.names:
            yield Problem(source.at(number), "has no name before its code")
            actor = None
    if actor is not None:
        yield actor


def _take(actor: _Actor, line: str, where: str) -> None:
    """A line of an actor: a name, roles, or both."""
    name = cased(line.partition("[")[0].strip().removeprefix("+"))
    if name:
        actor.names.append(name)
    if line.count("[") != len(_ROLE.findall(line)):
        actor.blemishes.append(Problem(where, "has a code with no end: a ] is missing"))
    for role in _ROLE.findall(line):
        code, _, period = role.strip().partition(" ")
        if code.startswith("~"):
            actor.agent = True
        elif code in _WORDS or set(code) == {"-"}:
            continue  # a class alone names no country; --- discards the actor for a while
        elif not _CODE.match(code):
            actor.blemishes.append(Problem(where, f"“{role}” is no code such as USAGOV 010120-050120"))
        else:
            try:
                actor.roles.append((code, *_period(period.strip())))
            except ValueError:
                actor.blemishes.append(Problem(where, f"“{period.strip()}” is no period such as 010120-050120"))


def cased(name: str) -> str:
    """A name in capitals with underscores as people write it: ``BAN_KI-MOON_`` → *Ban Ki-Moon*.

    The best known abbreviations, and words of up to three letters that stand alone, have dots or lack a vowel, stay in
    capitals; little words are small, but for the first. A name that is not all in capitals stays as it is.
    """
    plain = tidy(name.replace("_", " "))
    if not plain.isupper():
        return plain
    words = plain.split(" ")
    alone = len(words) == 1
    return " ".join(_cased(word, first=at == 0, alone=alone) for at, word in enumerate(words))


def _cased(word: str, *, first: bool, alone: bool) -> str:
    letters = [sign for sign in word if sign.isalpha()]
    if word.lower() in _SMALL and not first:
        return word.lower()
    if word in _CAPITALS or (alone and len(word) <= 3) or (word.count(".") > 1) or ("(" in word and ")" in word):
        return word
    if len(letters) > 1 and not any(sign in "AEIOUY" for sign in letters) and len(word) <= 5:
        return word
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda found: found[0].capitalize(), word)


def _period(text: str) -> tuple[str, str]:
    """``010120-050120``, ``>050501`` or ``<920406`` as ISO dates. Raises ValueError."""
    if not text:
        return "", ""
    if text[0] in "<>":
        return ("", _date(text[1:])) if text[0] == "<" else (_date(text[1:]), "")
    start, _, end = text.partition("-")
    return _date(start), _date(end)


def _date(text: str) -> str:
    digits = text.strip()
    if not digits.isdecimal() or len(digits) not in (6, 8):
        raise ValueError(text)
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).isoformat()


def _entity(actor: _Actor, states: dict[str, str]) -> Entity:
    """The actor; a first one with the bare code of a country is that country."""
    codes = [code for code, _, _ in actor.roles]
    bare = codes[0] if len(codes[0]) == 3 and codes[0] not in _CLASSES else ""
    names = distinct(actor.names)
    is_state = bool(bare) and len(codes) == 1 and states.setdefault(bare, names[0]) == names[0]
    ties = (
        ()
        if is_state
        else tuple(Affiliation(f"cameo:{code[:3]}", _role(code[3:]), start, end) for code, start, end in actor.roles)
    )
    country = codes[-1][:3] if codes[-1][:3] not in _CLASSES else ""
    entity_id = f"cameo:{bare}" if is_state else f"cameo:{proposed_id(names[0], ())}"
    kind = "state" if is_state else _kind(actor)
    told = "" if is_state else _told(actor, states)
    return Entity(entity_id, names[0], kind, names[1:], told, "", codes[-1], country, affiliations=ties)


def _kind(actor: _Actor) -> str:
    """A person has roles with dates or is of the elites; else the code tells, as far as it does."""
    code = actor.roles[-1][0]
    parts = {code[at : at + 3] for at in range(3, len(code), 3)}
    if any(start or end for _, start, end in actor.roles) or parts == {"ELI"}:
        return "person"
    if not _ARMED.isdisjoint(parts) or code.startswith("IMG"):
        return "armed-group"
    if "MED" in parts:
        return "media"
    return "organization" if code[:3] in _CLASSES else "other"


def _role(code: str) -> str:
    """``GOVMIL`` → *GOVMIL (government, military)*; letters that are none of the table are told by themselves."""
    words = [_WORDS[part] for at in range(0, len(code), 3) if (part := code[at : at + 3]) in _WORDS]
    return f"{code} ({', '.join(words)})" if words else code


def _told(actor: _Actor, states: dict[str, str]) -> str:
    code, start, end = actor.roles[-1]
    when = f", {start or '…'} to {end or '…'}" if start or end else ""
    what = f" {_role(code[3:])}" if code[3:] else ""
    return f"{states.get(code[:3], code[:3])}{what}{when}"


PETRARCH = CatalogueFormat("petrarch", read)
