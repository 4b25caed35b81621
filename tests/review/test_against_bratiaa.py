"""Exact span F1 of PolNeAR's six annotators as the package bratiaa computes it from the files themselves."""

from __future__ import annotations

import warnings
from itertools import combinations
from pathlib import Path

import pytest

from tests.review.polnear import CODEBOOK, FOLDER, KINDS, read_six
from workbench.review.figures import agree

LABELS = [kind.capitalize() for kind in KINDS]


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared fixtures are not here")
@pytest.mark.parametrize("folder", ["annotator-training", pytest.param("train", marks=pytest.mark.slow)])
def test_every_pair_has_the_f1_of_the_package(folder: str, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package is older than the syntax checks of this Python
        package = pytest.importorskip("bratiaa.agree")
    files, texts = read_six(folder)
    figures = agree(files, CODEBOOK, texts=texts, rounds=0, by_article=False)
    ours = {
        (one.annotators, one.layer): one.value
        for one in figures
        if one.measure == "span_f1_exact" and len(one.annotators) == 2
    }
    names = sorted({name for versions in files.values() for name in versions})
    _copy_spans(folder, list(files), names, tmp_path)
    assert len(ours) == 15 * len(KINDS)
    for pair in combinations(names, 2):

        def documents(pair: tuple[str, str] = pair):  # type: ignore[no-untyped-def]
            for article in files:
                document = package.Document("", doc_id=article)
                document.ann_files = [package.AnnFile(name, tmp_path / f"{article}_{name}.ann") for name in pair]
                yield document

        theirs, _ = package.F1Agreement(documents, LABELS).mean_sd_per_label()
        for label, figure in zip(LABELS, theirs, strict=True):
            assert ours[pair, label.lower()] == pytest.approx(figure, abs=1e-6)


def _copy_spans(folder: str, articles: list[str], names: list[str], target: Path) -> None:
    """The lines of the files that are spans of the three kinds; of equal ones the first, for a span counts once."""
    for article in articles:
        for name in names:
            text = (FOLDER / folder / "attributions" / f"{article}_{name}.ann").read_text(encoding="utf-8")
            lines: dict[str, str] = {}
            for line in text.split("\n"):
                fields = line.split("\t")
                if line.startswith("T") and fields[1].partition(" ")[0] in LABELS:
                    lines.setdefault(fields[1], line)
            (target / f"{article}_{name}.ann").write_text("\n".join([*lines.values(), ""]), encoding="utf-8")
