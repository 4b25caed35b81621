"""WebAnno TSV 3.x, which INCEpTION and WebAnno read and write: one file for each annotator of a text.

The text of a file is what its sentences say, each at the offset of its first token. Of a project that INCEpTION exported, the
file ``annotation/<text>/<annotator>.tsv`` names both. Our own files hold everything: see ``things``.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.core.article import decode
from workbench.core.errors import FileError
from workbench.interchange.exchange import Brought, Document, ExchangeFormat, Loss, Source, Surroundings
from workbench.interchange.gathering import Gathering
from workbench.interchange.inception import named
from workbench.interchange.json_files import one_line
from workbench.interchange.layering import Layering, unplaced
from workbench.interchange.naming import made_article
from workbench.interchange.things import carried_by
from workbench.interchange.webanno_columns import Tsv, parse
from workbench.interchange.webanno_reading import Spelled, comments, text_of
from workbench.interchange.webanno_writing import write


def read(source: Source, around: Surroundings) -> Iterator[Brought]:
    """The texts with everybody's annotations; a file that is broken is a problem with its line."""
    gathering = Gathering(around)
    for name, load in source.files.items():
        try:
            tsv = parse(decode(load(), name), name)
            found = list(_file(tsv, name, gathering))
        except FileError as error:
            yield error.problem
            continue
        yield from gathering.needed()
        yield from found


def _file(tsv: Tsv, name: str, gathering: Gathering) -> Iterator[Brought]:
    article_id, who = named(name)
    article = made_article(article_id, text_of(tsv, name))
    things = Spelled(tsv, str(article.text), name).read()
    layering = Layering(gathering, article, things, who)
    state = layering.state()
    foreign = tuple(one_line({"comment": line}) for line in comments(tsv))
    yield Document(layering.article, (state,), foreign)
    yield from layering.losses
    yield from unplaced(article.id, things)
    if carried_by(things) is None and tsv.sentences:
        what = "the file's division into sentences and tokens is not kept; an export divides the text itself"
        yield Loss(layering.article.id, "", "text", what, "tokens")


EXCHANGE = ExchangeFormat(
    "webanno",
    "WebAnno TSV 3",
    (".tsv",),
    read,
    write,
    reads=(".tsv",),
    keeps="everything; spans, links, relations and chains of other layers become layers",
    loses={
        "tokens": "a foreign file's own sentences and tokens",
        "empty": "annotations of no width, which stand on no words; an article without a text",
        "links": "links and relations from or to such an annotation",
    },
)
