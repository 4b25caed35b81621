"""The kinds of other catalogues as ours."""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.core.entity import KINDS

_WORDS = {
    "person": "per person people human individual politician scholar author differentiatedperson",
    "organization": "org organization organisation company corporation business party institution agency university "
    "legalentity publicbody corporatebody association ngo igo committee union group",
    "state": "state country nation sovereignstate",
    "armed-group": "armedgroup militia rebels insurgents militantorganization terroristorganization",
    "place": "loc gpe location place city town village region settlement municipality placeorgeographicname fac",
    "media": "media newspaper magazine broadcaster newsagency tvchannel televisionchannel radiostation periodical",
}
_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_SIGNS = re.compile(r"[^a-z]+")


@lru_cache(maxsize=4096)
def kind_called(label: str) -> str:
    """The kind that a label such as ``PER``, ``Organisation`` or ``sovereign state`` stands for; "" where it is none.

    A label of several words counts by the whole, else by its last word.
    """
    low = label.strip().lower()
    if low in KINDS:
        return low
    return _KIND.get(_SIGNS.sub("", low)) or _KIND.get(_SIGNS.split(low.strip())[-1], "")
