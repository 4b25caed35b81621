"""The articles of a file of JSON tasks: tasks of one text by several people are one article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.core.annotation import Annotations
from workbench.core.article import Article, Metadata
from workbench.core.errors import FileError
from workbench.interchange.carried import KEY, Carried
from workbench.interchange.exchange import Document
from workbench.interchange.json_reading import whole_text
from workbench.interchange.naming import made_article


@dataclass(slots=True)
class TextSoFar:
    """One article as its tasks build it up."""

    article: Article
    states: dict[str, Annotations] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)


class Texts:
    """The articles of one file, in the order in which they came."""

    def __init__(self, stem: str) -> None:
        self._stem = stem
        self._found: dict[tuple[str, str, int], TextSoFar] = {}
        self._texts: dict[str, str] = {}

    def place(self, text: str, ours: Carried | None, annotator: str, where: str, number: int) -> TextSoFar:
        """The article of a task; another one where its annotator has had a task of the same text before.

        ``number`` is the task's place in the file, after which an article is called that no task names. Raises FileError.
        """
        name, again = ours.article if ours else "", 0
        while (found := self._found.get((name, text, again))) is not None and annotator in found.states:
            again += 1
        if again and ours:
            raise FileError(where, f"“{annotator}” has annotated “{name}” in a task before", key=KEY)
        if found is None:
            if name and self._texts.setdefault(name, text) != text:
                raise FileError(where, f"“{name}” has another text in a task before", key=KEY)
            made = name or f"{self._stem}-{number:04}"
            found = TextSoFar(made_article(made, whole_text(text, where), ours.meta if ours else Metadata()))
            self._found[name, text, again] = found
        return found

    def documents(self) -> Iterator[Document]:
        """The articles with everybody's records."""
        for one in self._found.values():
            yield Document(one.article, tuple(one.states.values()), tuple(one.foreign))
