"""A small reader of brat's ``.ann`` for tests: PolNeAR's text-bound annotations as one record each, by layer."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from workbench.core.annotation import Annotations, Fragment, Header, Record
from workbench.core.codebook import Codebook, Layer, Slot

FOLDER = Path(__file__).parents[3] / "shared" / "fixtures" / "polnear"
KINDS = ("source", "cue", "content")
CODEBOOK = Codebook(1, "PolNeAR", tuple(Layer(kind, kind, (Slot("span", "part", required=True),)) for kind in KINDS))


def read_six(folder: str) -> tuple[dict[str, dict[str, Annotations]], dict[str, str]]:
    """The articles of one folder that six people coded: article → annotator → annotations, and the texts."""
    texts: dict[str, str] = {}
    files: dict[str, dict[str, Annotations]] = defaultdict(dict)
    for path in sorted((FOLDER / folder / "attributions").glob("*.ann")):
        article, _, annotator = path.stem.rpartition("_")
        text = (FOLDER / folder / "text" / f"{article}.txt").read_bytes().decode("utf-8")
        texts[article] = text
        files[article][annotator] = read_ann(path.read_bytes().decode("utf-8"), text, article, annotator)
    six = {article: versions for article, versions in files.items() if len(versions) == 6}
    return six, {article: texts[article] for article in six}


def read_ann(data: str, text: str, article: str, annotator: str) -> Annotations:
    """The lines ``T1⇥Source 0 5;7 9⇥words`` of a file; any other line is left out."""
    records: dict[str, Record] = {}
    for line in data.split("\n"):
        fields = line.split("\t")
        if len(fields) < 2 or not fields[0].startswith("T"):
            continue
        kind, _, places = fields[1].partition(" ")
        layer = kind.lower()
        if layer not in KINDS:
            continue
        ends = [tuple(map(int, place.split())) for place in places.split(";")]
        fragments = tuple(Fragment(start, end, text[start:end]) for start, end in sorted(ends))
        records[fields[0]] = Record(layer, fields[0], {"span": fragments})
    return Annotations(Header(article, "", annotator), records)
