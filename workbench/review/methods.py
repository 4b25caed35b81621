"""The paragraph for a methods section: how records were matched, and the definition of every measure that was used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.review.cost import LIMIT, WEIGHTS
from workbench.review.figures import Figure

_SPANS = (
    "All fragments of one part of one record are one span; a span that several records of an annotator share counts once. "
    "F1 is twice what two annotators have in common over what both marked together, so that neither is taken as right; n "
    "is the number of spans (or words) marked."
)
_WORDS = (
    "Words are runs of letters and digits, divided at apostrophes and hyphens, as the program's cursor moves; a word counts "
    "as marked when one of its characters is."
)
_POINTERS = (
    "A reference to a record counts as the entity that most of the matched records are linked to, else as the matched "
    "records themselves."
)
_DEFINED = {
    "span_f1_exact": "Exact span F1 counts spans with the same fragments to the character.",
    "span_f1_partial": "Partial span F1 counts spans that share at least one character, matched one to one and as many as "
    "possible, with full credit.",
    "token_f1": "Token F1 counts the words that both marked for the part.",
    "token_alpha": "Token α is Krippendorff's α (nominal) over all words of the articles, each labelled as in the part or "
    "out of it.",
    "unitizing_alpha_2004": "Unitizing α (2004) is Krippendorff's αU as defined in 1995 and 2004, over the "
    "characters of the articles that all annotators compared have coded; overlapping spans of one annotator count as one "
    "unit; over several parts it is 1 − ΣD_o/ΣD_e.",
    "unitizing_alpha_2016": "Unitizing α (2016) is the uα of Krippendorff, Mathet, Bouvry and Widlöcher, which compares the "
    "lengths of the intersections of the same units, and of the gaps, with those expected by chance.",
    "percent_agreement": "Percent agreement is the share of equal values among all pairs of values of one item, averaged "
    "over the items (Fleiss 1971).",
    "cohen_kappa": "Cohen's κ (1960, unweighted) is over the items that both labelled, chance by each annotator's own "
    "distribution.",
    "fleiss_kappa": "Fleiss' κ (1971) is over the items that all annotators compared labelled.",
    "krippendorff_alpha_nominal": "Krippendorff's α (2004) is over all items with two labels or more; missing labels are "
    "left out; its nominal difference is 0 or 1.",
    "krippendorff_alpha_ordinal": "Ordinal α takes the codebook's order of values and counts the labels between two ranks.",
    "krippendorff_alpha_interval": "Interval α takes the squared difference of the numbers.",
    "link_agreement": "Link agreement is the share of matched pairs of records, at least one of them linked, that are "
    "linked to the same; “none of these” is a link.",
    "reference_agreement": "Reference agreement is the share of matched pairs of records, at least one of which refers to "
    "something, that refer to the same.",
    "frame_f1_exact": "Frame F1 counts matched records in which all is right at once: every part to the character, every "
    "required reference, and the source.",
    "frame_f1_partial": "Partial frame F1 asks of the parts only that they share a character.",
    "stance_pair_f1": "Stance pair F1 is over the distinct pairs of holder and target of an article.",
    "stance_triplet_f1": "Stance triplet F1 is over the distinct triples of holder, target and polarity of an article, "
    "wherever they are marked.",
    "shared_pair_agreement": "On pairs of holder and target that two annotators share, polarity is compared by the same "
    "coefficients; several polarities of one annotator for one pair count as one value of their own.",
    "gamma": "γ (Mathet, Widlöcher and Métivier 2015) is that of pygamma-agreement over the spans of a layer with their parts "
    "as categories (α = β = Δ = 1, 30 samples), for several articles the mean of theirs.",
}


def methods(figures: Sequence[Figure], *, rounds: int, seed: int) -> str:
    """One paragraph in plain text with every definition that these figures use."""
    return " ".join(_sentences(figures, rounds, seed))


def _sentences(figures: Sequence[Figure], rounds: int, seed: int) -> Iterator[str]:
    used = {figure.measure for figure in figures}
    names = sorted({name for figure in figures for name in figure.annotators})
    articles = {figure.article for figure in figures if figure.article is not None}
    among = f" in {_counted(len(articles), 'article')}" if articles else ""
    yield f"Agreement was computed between {_counted(len(names), 'annotator')} ({', '.join(names)}){among}."
    yield (
        "Records of each layer were matched one to one by the least total cost; the cost of two records is the mean, "
        f"weighted {WEIGHTS['part']:g} : {WEIGHTS['reference']:g} : {WEIGHTS['link']:g} : {WEIGHTS['attribute']:g}, of how "
        "far they differ in their parts (1 − Jaccard of the characters), references, links and attributes, and records at "
        f"a cost of {LIMIT:g} or more stay apart; three annotators or more were grouped from these pairs by average linkage."
    )
    if any("_f1" in name for name in used):
        yield _SPANS
    if used & {"token_f1", "token_alpha"}:
        yield _WORDS
    if used & {"reference_agreement", "frame_f1_exact", "stance_triplet_f1"}:
        yield _POINTERS
    for name, sentence in _DEFINED.items():
        if name in used:
            yield sentence
    if any(len(figure.annotators) > 2 for figure in figures):
        yield "For three annotators or more, F1 and shares are summed over all pairs of them."
    yield "A coefficient whose chance agreement is perfect, as where all chose one label, is reported as undefined."
    if any(figure.low is not None for figure in figures):
        yield (
            f"Intervals are 95 % percentile bootstrap intervals over articles ({rounds:,} rounds, seed {seed}); rounds in "
            "which a coefficient is undefined are left out."
        )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
