"""Span F1, words and α for unitizing: by hand, by brute force, and on PolNeAR by other implementations."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.polnear import CODEBOOK, FOLDER, KINDS, read_six
from tests.review.test_measures import EXAMPLES
from workbench.core.annotation import Annotations
from workbench.core.segment.words import words
from workbench.core.span import Span
from workbench.review.figures import Figure, agree
from workbench.review.measures import krippendorff_alpha
from workbench.review.spans import (
    MARKED,
    NOTHING,
    RIGHT,
    Extent,
    covered_words,
    exact_counts,
    f1,
    partial_counts,
    partial_matches,
    set_counts,
    word_patterns,
)
from workbench.review.unitizing import (
    disagreement,
    unitizing_alpha,
    unitizing_alpha_2016,
    unitizing_alpha_over,
    unitizing_counts,
    units,
)

spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 12), st.integers(1, 5))
extents = st.lists(st.lists(spans, min_size=1, max_size=2).map(lambda found: tuple(sorted(found))), max_size=5)
continua = st.lists(st.tuples(st.integers(0, 18), st.integers(1, 6)), max_size=6).map(
    lambda found: units([Span(start, start + size) for start, size in found], 20)
)


def _extents(*places: tuple[int, int]) -> list[Extent]:
    return [(Span(*place),) for place in places]


def test_a_span_that_several_records_share_counts_once() -> None:
    rows = [_extents((0, 4), (0, 4), (9, 12)), _extents((0, 4), (9, 13))]
    assert exact_counts(rows) == {RIGHT: 1, MARKED: 4}
    assert partial_counts(rows) == {RIGHT: 2, MARKED: 4}
    assert f1(exact_counts(rows)).value == 0.5


def test_a_discontinuous_span_is_right_only_with_all_its_fragments() -> None:
    whole, half = [(Span(0, 3), Span(6, 9))], [(Span(0, 3),)]
    assert exact_counts([whole, half])[RIGHT] == 0
    assert partial_counts([whole, half])[RIGHT] == 1


def test_partial_needs_a_shared_character_and_matches_one_to_one() -> None:
    assert partial_counts([_extents((0, 5)), _extents((5, 9))])[RIGHT] == 0
    assert partial_counts([_extents((0, 9)), _extents((0, 3), (4, 9))]) == {RIGHT: 1, MARKED: 3}


def test_partial_gives_up_an_equal_span_where_more_can_be_matched() -> None:
    one, other = _extents((2, 8), (6, 9)), _extents((2, 8), (0, 4))
    assert partial_matches(one, other) == [(0, 1), (1, 0)]


def test_three_annotators_are_summed_over_their_pairs() -> None:
    counts = exact_counts([_extents((0, 4)), _extents((0, 4)), _extents((0, 5))])
    assert counts == {RIGHT: 1, MARKED: 6}


def test_nobody_marked_anything() -> None:
    assert f1(exact_counts([[], []])) == (None, 0, NOTHING)


@given(extents, extents)
def test_partial_is_the_largest_matching_whoever_comes_first(one: list[Extent], other: list[Extent]) -> None:
    found = partial_matches(one, other)
    near = [[_touch(mine, theirs) for theirs in other] for mine in one]
    assert all(near[mine][theirs] for mine, theirs in found)
    assert len({mine for mine, _ in found}) == len({theirs for _, theirs in found}) == len(found)
    assert len(found) == _largest(near, 0, frozenset()) == len(partial_matches(other, one))


def _touch(one: Extent, other: Extent) -> bool:
    return any(mine.overlaps(theirs) for mine in one for theirs in other)


def _largest(near: list[list[bool]], row: int, used: frozenset[int]) -> int:
    if row == len(near):
        return 0
    free = [at for at, touches in enumerate(near[row]) if touches and at not in used]
    return max([_largest(near, row + 1, used), *(1 + _largest(near, row + 1, used | {at}) for at in free)])


def test_a_word_is_covered_by_one_of_its_characters() -> None:
    places = words("Ann’s aide left")
    assert [covered_words(places, [(Span(*place),)]) for place in ((0, 3), (4, 7), (5, 6), (0, 15))] == [
        {0},
        {1, 2},
        set(),
        {0, 1, 2, 3},
    ]


def test_words_are_items_in_or_out_and_missing_without_a_file() -> None:
    assert word_patterns(4, [{0, 1}, {1}, None]) == {
        ("in", "out", None): 1,
        ("in", "in", None): 1,
        ("out", "out", None): 2,
    }
    assert f1(set_counts([{0, 1}, {1}])).value == pytest.approx(2 / 3)


def test_units_are_joined_where_they_overlap_and_cut_at_the_end() -> None:
    found = units([Span(5, 9), Span(0, 3), Span(7, 12), Span(12, 14), Span(18, 40), Span(20, 22)], 20)
    assert found == [(0, 3), (5, 12), (12, 14), (18, 20)]


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the shared fixtures are not here")
def test_the_published_unitizing_example() -> None:
    """The book prints α over both categories from its disagreements in four digits, so the same is done here."""
    example = next(one for one in json.loads(EXAMPLES.read_text("utf-8")) if "units" in one)
    begin, length = example["continuum"]
    counts = {}
    for category in "ck":
        rows = [
            units(
                [Span(at - begin, at - begin + size) for at, size, by, kind in example["units"] if (by, kind) == who],
                length,
            )
            for who in ((0, category), (1, category))
        ]
        counts[category] = unitizing_counts(rows, length)
    published = example["published"]
    for category in "ck":
        assert round(unitizing_alpha(counts[category], 2).value or 0, 4) == published[f"alpha_u_category_{category}"]
    printed = [[round(figure, 4) for figure in disagreement(counts[category], 2)[:2]] for category in "ck"]
    assert printed == [[0.0144, 0.0532], [0.0, 0.0490]]
    observed, expected = (sum(column) for column in zip(*printed, strict=True))
    assert round(1 - observed / expected, 4) == published["alpha_u"]
    assert unitizing_alpha_over(counts.values(), 2).value == pytest.approx(published["alpha_u"], abs=5e-4)


@given(continua, continua, continua)
def test_unitizing_as_its_formulas_say_by_brute_force(one: list[Span], two: list[Span], three: list[Span]) -> None:
    rows = [one, two, three]
    if not any(rows):
        assert unitizing_alpha(unitizing_counts(rows, 20), 3) == (None, 0, NOTHING)
        return
    observed, expected, number = disagreement(unitizing_counts(rows, 20), 3)
    assert observed == pytest.approx(_observed(rows, 20))
    assert expected == pytest.approx(_expected(rows, 20))
    assert number == sum(map(len, rows))


@given(one=continua, two=continua, three=continua)
def test_unitizing_of_2016_as_its_equations_say_by_brute_force(
    one: list[Span], two: list[Span], three: list[Span]
) -> None:
    rows = [units(row, 20) for row in (one, two, three)]
    found = unitizing_alpha_2016(unitizing_counts(rows, 20), 3)
    assert found.n == sum(map(len, rows))
    if found.n and (expected := _alpha_of_coincidences(rows, 20)) is not None:
        assert found.value == pytest.approx(expected)
    else:
        assert found.value is None


def _alpha_of_coincidences(rows: list[list[Span]], length: int) -> float | None:
    """Equations 1, 4 and 5a as they stand: coincidences of segments, one value and the gaps."""
    cut = [_sections(row, length) for row in rows]
    observed = {(c, k): 0.0 for c in (False, True) for k in (False, True)}
    for number, mine in enumerate(cut):
        for other, theirs in enumerate(cut):
            for span, c in mine if number != other else []:
                for against, k in theirs:
                    shared = min(span.end, against.end) - max(span.start, against.start)
                    observed[c, k] += max(0, shared) / (len(rows) - 1)
    margin = {c: observed[c, True] + observed[c, False] for c in (False, True)}
    segments = [(span.end - span.start, c) for row in cut for span, c in row]
    own = {c: sum(size**2 if c else size for size, kind in segments if kind == c) for c in (False, True)}
    whole = sum(margin.values())
    expected = {c: whole * (margin[c] ** 2 - own[c]) / (whole**2 - sum(own.values())) for c in (False, True)}
    apart = whole - sum(expected.values())
    return None if apart < 1e-9 else 1 - (whole - observed[True, True] - observed[False, False]) / apart


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=30))
def test_unitizing_of_2016_with_units_of_one_character_is_alpha_of_characters(labels: list[tuple[bool, ...]]) -> None:
    rows = [[Span(at, at + 1) for at, one in enumerate(row) if one] for row in zip(*labels, strict=True)]
    found = unitizing_alpha_2016(unitizing_counts(rows, len(labels)), 3)
    expected = krippendorff_alpha(Counter(labels))
    assert found.value == (None if expected.value is None else pytest.approx(expected.value))


def _sections(row: list[Span], length: int) -> list[tuple[Span, bool]]:
    found, at = [], 0
    for unit in row:
        found += [(Span(at, unit.start), False), (unit, True)]
        at = unit.end
    return [section for section in [*found, (Span(at, length), False)] if not section[0].empty]


def _observed(rows: list[list[Span]], length: int) -> float:
    total = 0
    for one in range(len(rows)):
        for other in range(len(rows)):
            if one == other:
                continue
            for mine, is_unit in _sections(rows[one], length):
                for theirs, is_theirs in _sections(rows[other], length):
                    if is_unit and is_theirs and mine.overlaps(theirs):
                        total += (mine.start - theirs.start) ** 2 + (mine.end - theirs.end) ** 2
                    elif is_unit and not is_theirs and theirs.contains(mine):
                        total += (mine.end - mine.start) ** 2
                    elif is_theirs and not is_unit and mine.contains(theirs):
                        total += (theirs.end - theirs.start) ** 2
    return total / (len(rows) * (len(rows) - 1) * length**2)


def _expected(rows: list[list[Span]], length: int) -> float:
    sections = [section for row in rows for section in _sections(row, length)]
    sizes = [span.end - span.start for span, is_unit in sections if is_unit]
    gaps = [span.end - span.start for span, is_unit in sections if not is_unit]
    total = 0.0
    for size in sizes:
        total += (len(sizes) - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        total += size**2 * sum(gap - size + 1 for gap in gaps if gap >= size)
    spread = len(rows) * length
    return 2 / length * total / (spread * (spread - 1) - sum(size * (size - 1) for size in sizes))


@pytest.fixture(scope="module", params=["annotator-training", "train"])
def six(request: pytest.FixtureRequest) -> tuple[dict[str, dict[str, Annotations]], dict[str, str], list[Figure]]:
    """PolNeAR's articles by six annotators, with their texts and figures."""
    if not FOLDER.is_dir():
        pytest.skip("the shared fixtures are not here")
    files, texts = read_six(request.param)
    return files, texts, agree(files, CODEBOOK, texts=texts, rounds=0)


Six = tuple[dict[str, dict[str, Annotations]], dict[str, str], list[Figure]]


def test_polnear_exact_span_f1_is_that_of_plain_counting(six: Six) -> None:
    files, _, figures = six
    asked = [one for one in figures if one.measure == "span_f1_exact" and len(one.annotators) == 2]
    assert len(asked) == 15 * len(KINDS) * (len(files) + 1)
    for figure in asked:
        right = marked = 0
        for article in files if figure.article is None else [figure.article]:
            one, other = (_plain(files[article][name], figure.layer) for name in figure.annotators)
            right += len(one & other)
            marked += len(one) + len(other)
        assert figure.value == (pytest.approx(2 * right / marked, abs=1e-6) if marked else None)


def _plain(state: Annotations, layer: str) -> set[tuple[tuple[int, int], ...]]:
    found = (record for record in state.records.values() if record.layer == layer)
    return {tuple((start, end) for start, end, _ in record.parts["span"]) for record in found}


def test_polnear_token_alpha_is_that_of_krippendorff(six: Six) -> None:
    numpy, package = pytest.importorskip("numpy"), pytest.importorskip("krippendorff")
    files, texts, figures = six
    asked = [one for one in figures if one.measure == "token_alpha" and one.article is None]
    assert len(asked) == 16 * len(KINDS)
    for figure in asked:
        rows: list[list[int]] = [[] for _ in figure.annotators]
        for article in files:
            for row, name in zip(rows, figure.annotators, strict=True):
                row += _tokens(files[article][name], figure.layer, texts[article])
        matrix = numpy.array(rows, dtype=float)
        assert figure.n == matrix.shape[1]
        assert figure.value == pytest.approx(package.alpha(matrix, level_of_measurement="nominal"), abs=1e-6)


def _tokens(state: Annotations, layer: str, text: str) -> list[int]:
    marked = [0] * len(text)
    for record in state.records.values():
        for _, (start, end, _) in record.fragments() if record.layer == layer else ():
            marked[start:end] = [1] * (end - start)
    return [max(marked[word.start : word.end]) for word in words(text)]


def test_polnear_pairs_are_in_the_figure_of_all(six: Six) -> None:
    _, _, figures = six
    for kind in KINDS:
        asked = [one for one in figures if (one.layer, one.measure, one.article) == (kind, "span_f1_exact", None)]
        whole = next(one for one in asked if len(one.annotators) == 6)
        pooled = [one for one in asked if len(one.annotators) == 2]
        assert whole.n == sum(one.n for one in pooled)
        assert whole.value == pytest.approx(sum((one.value or 0) * one.n for one in pooled) / whole.n)


def test_alpha_of_words_is_nominal_alpha_of_their_labels() -> None:
    columns = word_patterns(10, [{0, 1, 2}, {1, 2, 3}])
    plain = [["in"] * 3 + ["out"] * 7, ["out", "in", "in", "in"] + ["out"] * 6]
    assert krippendorff_alpha(columns) == krippendorff_alpha(Counter(zip(*plain, strict=True)))
