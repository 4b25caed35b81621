"""XML of other programs at the door: no document type, so no entity of its own and nothing fetched; errors name the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from workbench.core.errors import FileError


@dataclass(slots=True)
class Element:
    """An element with its attributes (by local name), its children and its text."""

    space: str
    """The namespace."""
    name: str
    attributes: Mapping[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def child_text(self, name: str) -> str:
        """The text of the first child of this name; empty where there is none."""
        return next((child.text.strip() for child in self.children if child.name == name), "")


def parse_xml(data: bytes, where: str) -> Element:
    """The root element. Raises FileError with the line."""
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    open_: list[Element] = []
    root: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("\n")
        plain = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        element = Element(space, name, plain, parser.CurrentLineNumber)
        (open_[-1].children if open_ else root).append(element)
        open_.append(element)

    def end(tag: str) -> None:
        open_.pop()

    def text(said: str) -> None:
        if open_:
            open_[-1].text += said

    def refuse(*said: object) -> None:
        raise FileError(f"{where}: line {parser.CurrentLineNumber}", "has a document type (DOCTYPE), which is not read")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise FileError(
            f"{where}: line {error.lineno}", f"is not well-formed XML: {expat.ErrorString(error.code)}"
        ) from error
    except (ValueError, LookupError) as error:
        raise FileError(where, f"is in an encoding that cannot be read: {error}") from error
    return root[0]
