"""The sample project's article, open for somebody who has made nothing in it yet."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from workbench.core.annotation import Annotations, Header, Record
from workbench.core.codebook import Codebook
from workbench.core.span import Span
from workbench.editor import Editor
from workbench.editor.proposals import Proposer
from workbench.editor.reader import Reader
from workbench.linking.index import CatalogueIndex
from workbench.linking.scan import Scanner
from workbench.store.article_file import read_article
from workbench.store.catalogue import load_catalogue
from workbench.store.codebook_file import read_codebook
from workbench.store.project import open_project

_SEED = Path(__file__).parents[2] / "seeds" / "libya"


@dataclass(frozen=True, slots=True)
class Sample:
    """An editor, a reader and the proposals on the sample's article."""

    editor: Editor
    reader: Reader
    proposer: Proposer

    def span(self, words: str, nth: int = 0) -> Span:
        """The ``nth`` place of these words."""
        whole, at = str(self.editor.article.text), -1
        for _ in range(nth + 1):
            at = whole.index(words, at + 1)
        return Span(at, at + len(words))

    def go(self, words: str, nth: int = 0) -> None:
        """The cursor goes to these words."""
        self.reader.clear()
        self.reader.move(self.span(words, nth).start)

    def made(self, layer: str) -> list[Record]:
        """The records of a layer."""
        return self.editor.state.of_layer(layer)

    def words(self, record: Record, part: str) -> list[str]:
        """The quotes of a part."""
        return [fragment.quote for fragment in record.parts.get(part, ())]


def sample(tmp_path: Path, *, codebook: Codebook | None = None, records: tuple[Record, ...] = ()) -> Sample:
    """A copy of the sample, with another codebook where one is given, and these records."""
    root = tmp_path / "libya"
    shutil.copytree(_SEED, root)
    project, _ = open_project(root)
    book = codebook or read_codebook(project.codebook_path, "codebook.toml")
    article = read_article(project, "libya-haftar")
    catalogue = load_catalogue(project).catalogue
    state = Annotations(Header(article.id, article.sha256, "tester"), {record.id: record for record in records})
    editor = Editor(
        article, book, state, choose=random.Random(1).choice, entity_exists=lambda one: one == "nil" or one in catalogue
    )
    scanner = Scanner(catalogue)
    reader = Reader(article.text, article.language, lambda text: [found.span for found in scanner.find(text)])
    return Sample(editor, reader, Proposer(editor, reader, CatalogueIndex.of(catalogue), catalogue))
