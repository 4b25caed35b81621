"""Records as UIMA CAS in XMI, one file for each annotator of an article, and the type system that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from workbench.interchange.cas_structures import EXACT
from workbench.interchange.cas_types import described
from workbench.interchange.exchange import Document, File, Given, Loss, Surroundings
from workbench.interchange.json_reading import json_line
from workbench.interchange.offsets import Offsets
from workbench.interchange.things import LINKS, PREFIX, RECORD, Thing, things_of

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BLANKS = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;", '"': "&quot;", "\x85": "&#133;", "\u2028": "&#8232;"}
_SPACE = "http:///" + PREFIX.removesuffix(".").replace(".", "/") + ".ecore"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
    f'xmlns:cas="http:///uima/cas.ecore" xmlns:workbench="{_SPACE}" xmi:version="2.0">\n  <cas:NULL xmi:id="0"/>\n'
)


def write(documents: Iterable[Document], around: Surroundings) -> Iterator[Given]:
    """``annotation/<article>/<annotator>.xmi`` (of a split ``<part>/…``) and ``TypeSystem.xml``."""
    types: dict[str, dict[str, None]] = {}
    for document in documents:
        article = document.article
        text = str(article.text)
        folder = around.options.split.get(article.id, "annotation")
        for state in document.annotations:
            things = things_of(article, state, around)
            if _ILLEGAL.search(text):
                things[0].features[EXACT] = json_line(text)
            yield from _losses(article.id, state.header.annotator, things)
            for thing in things:
                said = types.setdefault(thing.type, {})
                said.update(dict.fromkeys([*thing.features, *([LINKS] if thing.links else [])]))
            data = "".join(_lines(text, things)).encode("utf-8")
            yield File(f"{folder}/{article.id}/{state.header.annotator}.xmi", data)
    if types:
        yield File("TypeSystem.xml", described({kind: sorted(said) for kind, said in sorted(types.items())}).encode())


def _losses(article: str, who: str, things: Sequence[Thing]) -> Iterator[Loss]:
    for thing in things[1:]:
        for feature, value in thing.features.items():
            if _ILLEGAL.search(value):
                record = f"{who}/{thing.features[RECORD]}"
                yield Loss(article, record, feature, "control characters are written as U+FFFD", "control")


def _lines(text: str, things: Sequence[Thing]) -> Iterator[str]:
    offsets = Offsets(text)
    yield _HEAD
    members = []
    number = len(things) + 2
    for place, thing in enumerate(things, 2):
        members.append(str(place))
        links = thing.links.get(LINKS, [])
        ids = range(number, number + len(links))
        number += len(links)
        said = "".join(f' {feature}="{_quoted(value)}"' for feature, value in thing.features.items())
        at = f'begin="{offsets.outward(thing.start)}" end="{offsets.outward(thing.end)}"'
        linked = f' {LINKS}="{" ".join(map(str, ids))}"' if links else ""
        yield f'  <workbench:{thing.type.removeprefix(PREFIX)} xmi:id="{place}" sofa="1" {at}{said}{linked}/>\n'
        for one, (role, target) in zip(ids, links, strict=True):
            yield f'  <workbench:Link xmi:id="{one}" role="{_quoted(role)}" target="{target + 2}"/>\n'
    sofa = 'sofaNum="1" sofaID="_InitialView" mimeType="text"'
    yield f'  <cas:Sofa xmi:id="1" {sofa} sofaString="{_quoted(text)}"/>\n'
    yield f'  <cas:View sofa="1" members="{" ".join(members)}"/>\n</xmi:XMI>\n'


def _quoted(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text), _BLANKS)
