"""What to offer when a link is made: a further name for an entity, an id for a new one."""

from __future__ import annotations

import re
from collections.abc import Container

from anyascii import anyascii

from workbench.core.entity import NIL, Entity
from workbench.linking.fold import APOSTROPHES, TITLED, fold, strip_honorifics

_POSSESSIVE = re.compile(rf"[{re.escape(APOSTROPHES)}][sS]?$")
_SLUG_LENGTH = 60

_PRONOUNS = frozenset(
    """
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs one ones
    who whom whose which that this these those himself herself itself themselves myself ourselves yourself somebody
    someone anybody everyone nobody all both some others another
    ich mich mir wir uns du dich dir er ihn ihm sie es ihnen ihr ihre sein seine man dieser diese dieses jener wer wem wen
    il elle ils elles lui leur leurs on nous vous je moi toi celui celle ceux ce cette
    el ella ellos ellas ellos nosotros usted ustedes yo lui lei loro noi voi
    """.split()
)


def new_alias(entity: Entity, words: str) -> str | None:
    """The name to offer for ``entity`` after ``words`` of a text were linked to it; None where there is nothing to learn.

    Titles (of a person), a genitive, surrounding signs and a small *the* are taken off and spaces made one. Nothing is
    offered for what folds to a known name or to one without its title, for a pronoun, for less than two letters, or
    for words that are all in lower case, which describe (*the commander*) and do not name.
    """
    name = " ".join(words.split())
    name = _POSSESSIVE.sub("", _trimmed(name)).removeprefix("the ")
    if entity.kind in TITLED:
        name = _trimmed(strip_honorifics(name))
    folded = fold(name)
    known = {fold(each) for each in entity.names}
    known |= {fold(strip_honorifics(each)) for each in entity.names}
    if folded in known or folded in _pronouns_for(name) or name.islower():
        return None
    if sum(character.isalpha() for character in name) < 2:
        return None
    return None if strip_honorifics(f"{name} X") == "X" else name


def _trimmed(name: str) -> str:
    """Without signs at the ends, but for the dot of an abbreviation and the bracket of a pair."""
    name = name.strip(' \t,;:!?…"“”„‟«»‹›*_–—-' + "'‘’‚‛")
    if name.endswith(".") and not re.search(r"\b\w\.$", name):
        name = name.rstrip(".")
    for opening, closing in ("()", "[]"):
        if name.startswith(opening) and name.endswith(closing):
            name = name[1:-1]
        elif name.count(opening) != name.count(closing):
            name = name.strip(opening + closing)
    return name.strip()


def _pronouns_for(name: str) -> frozenset[str]:
    """The pronouns that these words may be; words in capitals (``US``, ``IT``) are none."""
    return frozenset() if len(name) > 1 and name.isupper() else _PRONOUNS


def proposed_id(name: str, taken: Container[str], otherwise: str = "entity") -> str:
    """An id for a new entity, or for anything else with a name: in ASCII as ``[a-z0-9-]``, at most 60 long, with a number
    where it is taken.

    Never empty and never the mark for none of the catalogue; a name that has no letter in ASCII gives ``otherwise``.
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name) or anyascii(name).lower()).strip("-")[:_SLUG_LENGTH].strip("-")
    slug = slug or otherwise
    proposed, number = slug, 1
    while proposed in taken or proposed == NIL:
        number += 1
        proposed = f"{slug}-{number}"
    return proposed
