"""The feature structures of a CAS as things of its text."""

from __future__ import annotations

import msgspec

from workbench.core.errors import FileError
from workbench.interchange.cas_types import TypeSystem
from workbench.interchange.offsets import Offsets
from workbench.interchange.things import DOCUMENT, PREFIX, Thing
from workbench.interchange.xml_reading import Element

_XMI = "http://www.omg.org/XMI"
_FIRST = "_InitialView"
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_SEGMENTS = (f"{_DKPRO}segmentation.type.Token", f"{_DKPRO}segmentation.type.Sentence")
_ABOUT = (f"{_DKPRO}metadata.type.DocumentMetaData", "uima.tcas.DocumentAnnotation")
_PLACE = ("id", "sofa", "begin", "end")
EXACT = "exactText"
"""The feature of our document that holds the text where XML cannot."""


class Structures:
    """Reads one CAS; ``text`` is None where it has none."""

    def __init__(self, root: Element, where: str, types: TypeSystem) -> None:
        self._where, self._types = where, types
        self._by_id: dict[str, Element] = {}
        sofas: list[Element] = []
        for element in root.children:
            if element.name == "Sofa":
                sofas.append(element)
            elif "id" in element.attributes and element.name not in ("NULL", "View"):
                self._by_id[element.attributes["id"]] = element
        chosen = next((one for one in sofas if one.attributes.get("sofaID") == _FIRST), sofas[0] if sofas else None)
        self._sofa = chosen.attributes.get("id", "") if chosen else ""
        self.text = chosen.attributes.get("sofaString") if chosen else None
        self.other_views = [one.attributes.get("sofaID", "") for one in sofas if one is not chosen]
        self._kinds = {name: self._type(element) for name, element in self._by_id.items()}
        self.title = self.language = ""
        self.segmented = any(kind in _SEGMENTS for kind in self._kinds.values())
        self._about()

    def _about(self) -> None:
        for name, element in self._by_id.items():
            kind = self._kinds[name]
            if kind in _ABOUT or self._types.above.get(kind) in _ABOUT:
                language = element.attributes.get("language", "")
                self.title = self.title or element.attributes.get("documentTitle", "")
                self.language = self.language or ("" if language == "x-unspecified" else language)
            elif kind == DOCUMENT and (exact := element.attributes.get(EXACT)):
                try:
                    self.text = msgspec.json.decode(exact, type=str)
                except msgspec.DecodeError as error:
                    raise FileError(f"{self._where}: line {element.line}", str(error), key=EXACT) from error

    def _type(self, element: Element) -> str:
        package = element.space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
        return element.name if package == "uima.noNamespace" else f"{package}.{element.name}"

    def things(self) -> list[Thing]:
        """The annotations of the text, and what stands nowhere in it; links lead from thing to thing.

        Raises FileError with the line.
        """
        offsets = Offsets(self.text or "")
        meant = self._targets()
        things: list[Thing] = []
        at: dict[str, int] = {}
        for name, element in self._by_id.items():
            kind = self._kinds[name]
            if kind in _ABOUT or self._types.above.get(kind) in _ABOUT or (kind in _SEGMENTS and name not in meant):
                continue
            if not self._in_text(element):
                if self._counts(element, kind):
                    things.append(Thing(kind, 0, 0, {}, where=self._line(element), placed=False))
                continue
            at[name] = len(things)
            start, end = (self._offset(element, key, offsets) for key in ("begin", "end"))
            things.append(Thing(kind, start, end, self._features(element, kind), where=self._line(element)))
        for name, number in at.items():
            if self._kinds[name] not in _SEGMENTS:
                things[number].links = self._links(self._by_id[name], self._kinds[name], at)
        return things

    def _in_text(self, element: Element) -> bool:
        said = element.attributes
        return "begin" in said and "end" in said and said.get("sofa", self._sofa) == self._sofa

    def _counts(self, element: Element, kind: str) -> bool:
        """Whether a structure that stands nowhere says something of its own: no array, no link, no head of a chain."""
        said = element.attributes.keys() - {"id", "sofa"}
        return not kind.startswith("uima.cas.") and not said <= {"role", "target", "first"}

    def _line(self, element: Element) -> str:
        return f"{self._where}: line {element.line}"

    def _offset(self, element: Element, key: str, offsets: Offsets) -> int:
        try:
            return offsets.inward(int(element.attributes[key]))
        except ValueError as error:
            said = str(error) if str(error).startswith("offset") else f"“{element.attributes[key]}” is no offset"
            raise FileError(self._line(element), said, key=key) from error

    def _refers(self, kind: str, feature: str, value: str) -> bool:
        if feature in _PLACE or not value:
            return False
        return self._types.is_reference(kind, feature) or (kind not in self._types.above and self._are_links(value))

    def _are_links(self, value: str) -> bool:
        """Whether a value that nothing describes names links with a role and a target."""
        named = [self._by_id.get(name) for name in value.split()]
        return all(one is not None and _is_link(one) for one in named)

    def _features(self, element: Element, kind: str) -> dict[str, str]:
        found = {
            feature: value
            for feature, value in element.attributes.items()
            if feature not in _PLACE and feature != EXACT and value and not self._refers(kind, feature, value)
        }
        for child in element.children:
            found[child.name] = f"{found[child.name]}, {child.text}" if child.name in found else child.text
        return {feature: value for feature, value in found.items() if value}

    def _links(self, element: Element, kind: str, at: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
        links: dict[str, list[tuple[str, int]]] = {}
        for feature, value in element.attributes.items():
            if self._refers(kind, feature, value):
                for role, target in self._resolved(value.split(), element):
                    if target in at:
                        links.setdefault(feature, []).append((role, at[target]))
        return links

    def _resolved(self, names: list[str], element: Element, depth: int = 0) -> list[tuple[str, str]]:
        """The (role, id) that ids lead to, through arrays and through links with a role. Raises FileError."""
        found: list[tuple[str, str]] = []
        for name in names:
            other = self._by_id.get(name)
            if other is None:
                if name == "0" or depth:
                    continue
                raise FileError(self._line(element), f"there is no structure {name}")
            if self._kinds[name] == "uima.cas.FSArray" and depth < 2:
                found.extend(self._resolved(other.attributes.get("elements", "").split(), element, depth + 1))
            elif _is_link(other):
                found.append((other.attributes.get("role", ""), other.attributes["target"]))
            else:
                found.append(("", name))
        return found

    def _targets(self) -> set[str]:
        """The ids that relations and links lead to, tokens aside."""
        found: set[str] = set()
        for name, element in self._by_id.items():
            kind = self._kinds[name]
            if kind not in _SEGMENTS and not kind.startswith(PREFIX):
                ends = (element.attributes.get(feature, "") for feature in ("Governor", "Dependent", "target"))
                found.update(end for end in ends if end)
        return found


def _is_link(element: Element) -> bool:
    return "target" in element.attributes and "begin" not in element.attributes
