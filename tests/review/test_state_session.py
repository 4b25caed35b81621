"""Three annotators, forty open items, and a gold file written by hand before."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from tests.review.reviewing import empty_gold
from tests.review.small import CODEBOOK, TEXT, actor, claim, file
from workbench.core.annotation import Annotations
from workbench.review.fingerprint import digest
from workbench.review.item import Filter
from workbench.review.state import Review
from workbench.store.annotation_writer import annotation_bytes


def drawn() -> Callable[[str], str]:
    """A chooser whose ids count: a-000001, a-000002, …"""
    numbers = (digit for number in count(1) for digit in f"{number:06}")
    return lambda _: next(numbers)


def test_forty_items_are_closed_with_forty_decisions() -> None:
    places = [(3 * n, 3 * n + 2) for n in range(40)]
    files: list[tuple[str, Annotations]] = [
        ("x", file("x", *(actor(f"a-{n:02}", span) for n, span in enumerate(places)))),
        ("y", file("y", *(actor(f"a-{n:02}", (start, end + 1)) for n, (start, end) in enumerate(places)))),
        ("z", file("z", *(actor(f"a-{n:02}", span) for n, span in enumerate(places) if n % 2))),
    ]
    start = empty_gold("small", "abc", CODEBOOK)
    seen = Review(files, CODEBOOK, start, choose=drawn(), date="2026-03-01")
    seen.show(Filter(), "reading")
    assert len(seen.items) == 40
    for number in range(40):
        assert seen.position == (1, 40 - number)
        seen.take(1 + number % 2)
    ends = [next(one.end for _, one in record.fragments()) for record in seen.gold.of_layer("actor")]
    assert ends == [end + n % 2 for n, (_, end) in enumerate(places)]
    assert Review(files, CODEBOOK, seen.gold, choose=drawn(), date="2026-03-02").open == []


def test_the_gold_file_is_the_one_written_by_hand() -> None:
    x = [actor("a-x1", "Ann Lee", "ann-lee"), actor("a-x2", "Critics"), claim("c-x1", "before winter", source="a-x1")]
    y = [actor("a-y1", "Mayor Ann Lee", "ann-lee"), claim("c-y1", "before winter", source="a-y1")]
    files = [("x", file("x", *x)), ("y", file("y", *y))]
    start = empty_gold("small", "abc", CODEBOOK)
    seen = Review(files, CODEBOOK, start, choose=drawn(), date="2026-03-01")
    seen.show(Filter(), "reading")
    seen.take(1, reason="bare-name", note="No titles.")
    seen.none(reason="nobody")
    seen.accept_all_that_agree()
    at, winter = TEXT.index("Ann Lee"), TEXT.index("before winter")
    by_hand = f'''format = 1
article = "small"
text_sha256 = "abc"
annotator = "gold"
status = "open"
codebook = 1

[[actor]]
id = "a-000001"
entity = "ann-lee"
note = "No titles."
from = ["x/a-x1", "y/a-y1"]
decision = "take"
reason = "bare-name"
date = "2026-03-01"
fingerprint = "{digest(x[0])}.{digest(y[0])}"

[[actor.mention]]
start = {at}
end = {at + 7}
quote = "Ann Lee"

[[claim]]
id = "c-000002"
source = "a-000001"
from = ["x/c-x1", "y/c-y1"]
decision = "agreed"
date = "2026-03-01"
fingerprint = "{digest(x[2])}.{digest(y[1])}"

[[claim.content]]
start = {winter}
end = {winter + 13}
quote = "before winter"

[[rejected]]
from = ["x/a-x2"]
reason = "nobody"
date = "2026-03-01"
fingerprint = "{digest(x[1])}"
'''
    assert annotation_bytes(seen.gold, CODEBOOK).decode() == by_hand
