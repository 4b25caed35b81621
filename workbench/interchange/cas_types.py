"""UIMA type systems: which features of a type are references, read from a description; and the description of our types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from workbench.interchange.things import LINKS, PREFIX
from workbench.interchange.xml_reading import Element

LINK = f"{PREFIX}Link"
_PLAIN = ("String", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double")
_DESCRIBED = "http://uima.apache.org/resourceSpecifier"
_KNOWN = {"Governor", "Dependent", "target", "next", "first", "dependent", "governor"}
"""Features that are references whatever describes them: those of DKPro and INCEpTION."""


@dataclass(slots=True)
class TypeSystem:
    """The features of the types that are described, with their ranges, and the type above each."""

    above: dict[str, str] = field(default_factory=dict)
    ranges: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, root: Element) -> None:
        """Takes in a description (``typeSystemDescription``)."""
        for types in (child for child in root.children if child.name == "types"):
            for described in types.children:
                name = described.child_text("name")
                self.above[name] = described.child_text("supertypeName")
                for features in (child for child in described.children if child.name == "features"):
                    for feature in features.children:
                        self.ranges[name, feature.child_text("name")] = feature.child_text("rangeTypeName")

    def is_reference(self, kind: str, feature: str) -> bool:
        """Whether a feature points to other structures; of a type that nothing describes, by the feature's name."""
        if kind.startswith(PREFIX):
            return feature == LINKS
        seen: set[str] = set()
        while kind and kind not in seen:
            seen.add(kind)
            if (found := self.ranges.get((kind, feature))) is not None:
                return not (found.startswith("uima.cas.") and found.removeprefix("uima.cas.").startswith(_PLAIN)) and (
                    self.above.get(found) != "uima.cas.String"
                )
            kind = self.above.get(kind, "")
        return feature in _KNOWN


def described(types: Mapping[str, Iterable[str]]) -> str:
    """The description of our types, each with these features of text, as UIMA, INCEpTION and cassis read it."""
    rows = [_type(LINK, "uima.cas.TOP", [("role", "uima.cas.String"), ("target", "uima.tcas.Annotation")])]
    for kind, features in types.items():
        texts = [(feature, "uima.cas.String") for feature in features if feature != LINKS]
        links = [(LINKS, "uima.cas.FSArray")] if LINKS in features else []
        rows.append(_type(kind, "uima.tcas.Annotation", [*texts, *links]))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<typeSystemDescription xmlns="{_DESCRIBED}">\n'
        f"  <types>\n{''.join(rows)}  </types>\n</typeSystemDescription>\n"
    )


def _type(name: str, above: str, features: Iterable[tuple[str, str]]) -> str:
    rows = "".join(map(_feature, features))
    return (
        f"    <typeDescription>\n      <name>{escape(name)}</name>\n      <description/>\n"
        f"      <supertypeName>{above}</supertypeName>\n      <features>\n{rows}      </features>\n    </typeDescription>\n"
    )


def _feature(feature: tuple[str, str]) -> str:
    name, kind = feature
    element = f"          <elementType>{LINK}</elementType>\n" if kind == "uima.cas.FSArray" else ""
    return (
        f"        <featureDescription>\n          <name>{escape(name)}</name>\n          <description/>\n"
        f"          <rangeTypeName>{kind}</rangeTypeName>\n{element}        </featureDescription>\n"
    )
