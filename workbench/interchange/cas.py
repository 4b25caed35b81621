"""UIMA CAS as XMI with its type system, which INCEpTION, WebAnno and DKPro read and write.

Format: https://uima.apache.org/d/uimaj-current/ref.html (XMI CAS Serialization Reference). Offsets are UTF-16 units. The
type system lies beside as any ``.xml`` file that describes one; where there is none, references are told by the names that
DKPro and INCEpTION give them. Our own files hold everything: see ``things``.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.article import Article, Metadata
from workbench.core.errors import FileError
from workbench.interchange.cas_structures import Structures
from workbench.interchange.cas_types import TypeSystem
from workbench.interchange.cas_writing import write
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.gathering import Gathering
from workbench.interchange.inception import named
from workbench.interchange.layering import Layering, unplaced
from workbench.interchange.naming import made_article
from workbench.interchange.things import carried_by
from workbench.interchange.xml_reading import Element, parse_xml


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """The texts with everybody's annotations; a file that is broken is a problem with its line."""
    gathering, types = Gathering(around), TypeSystem()
    files: list[tuple[str, Element]] = []
    for name, load in source.files.items():
        try:
            root = parse_xml(load(), name)
            if root.name == "typeSystemDescription":
                types.add(root)
            elif root.name == "XMI":
                files.append((name, root))
            else:
                raise FileError(name, f"is neither a CAS (XMI) nor a type system, but “{root.name}”")
        except FileError as error:
            yield error.problem
    for name, root in files:
        try:
            found = list(_file(root, name, types, gathering))
        except FileError as error:
            yield error.problem
            continue
        yield from gathering.needed()
        yield from found


def _file(root: Element, name: str, types: TypeSystem, gathering: Gathering) -> Iterator[Brought]:
    article_id, who = named(name)
    structures = Structures(root, name, types)
    if structures.text is None:
        yield Loss(article_id, "", "sofa", "has no text, and annotations of nothing have no place", "texts")
        return
    things = structures.things()
    article: Article = made_article(
        article_id, structures.text, Metadata(structures.title, language=structures.language)
    )
    layering = Layering(gathering, article, things, who)
    state = layering.state()
    yield Document(layering.article, (state,))
    yield from layering.losses
    yield from unplaced(layering.article.id, things)
    for view in structures.other_views:
        yield Loss(layering.article.id, "", view, "is another view of the document; one text is read", "texts")
    if carried_by(things) is None and structures.segmented:
        what = "the file's division into sentences and tokens is not kept"
        yield Loss(layering.article.id, "", "text", what, "tokens")


EXCHANGE = ExchangeFormat(
    "xmi",
    "UIMA CAS (XMI)",
    (".xmi", ".xml"),
    read,
    write,
    reads=(".xmi", ".xml"),
    packed=True,
    keeps="everything; the annotations of other types become layers",
    loses={
        "tokens": "a foreign file's own sentences and tokens",
        "texts": "views beside the first, and documents without a text",
        "empty": "structures that stand on no words",
        "links": "links and relations from or to such a structure",
        "control": "control characters in notes and values, which XML cannot hold",
    },
)
