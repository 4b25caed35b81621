"""Texts to try the segmentation on: what a newsroom writes, and what no newsroom should."""

from __future__ import annotations

from hypothesis import strategies as st

from workbench.core.segment import UNITS

LANGUAGES = ("en", "de", "fr", "ar", "ja", "de-AT", "", "xx")
KINDS = UNITS

_PIECES = (
    *(
        "Haftar",
        "U.S.",
        "Gen.",
        "said",
        "that",
        "The",
        "he",
        "and",
        "al-",
        "von der",
        "Leyen",
        "J.",
        "3.",
        "B-52",
        "z.B.",
        "RUSI",
    ),
    *(
        "’s",
        "'s",
        "’90s",
        "1,000",
        "3.5",
        "a.m.",
        "Inc.",
        "dass",
        "II.",
        "O’Brien",
        "Jr.",
        "St.",
        "for",
        "Institute",
        "of the",
    ),
    *(" ", " ", " ", " ", "  ", "\u00a0", "\t", "\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85"),
    *(
        ".",
        ". ",
        "...",
        "…",
        "[…]",
        "!",
        "?",
        "?!",
        ",",
        ", ",
        "; ",
        ": ",
        " – ",
        "—",
        "-",
        "(",
        ")",
        "[",
        "]",
        "[1]",
        "•",
    ),
    *("“", "”", "„", "‘", "’", "‚", '"', "'", "«", "»", "‹", "›", "「", "」", "『", "』", "“‘", "’”"),
    *(
        "é",
        "e\u0301",
        "\u0301",
        "\u0301\u0308",
        "\u200d",
        "\u200c",
        "\u00ad",
        "\u200b",
        "\u202e",
        "\ufeff",
        "\ufe0f",
        "\u20e3",
    ),
    *(
        "👩‍👩‍👧",
        "👍🏽",
        "🇩🇪",
        "🇩",
        "1️⃣",
        "☎️",
        "❤",
        "東",
        "京都",
        "タワー",
        "ひら",
        "。",
        "！」",
        "、",
        "한국",
        "\u1112\u1161\u11ab",
    ),
    *(
        "نعم",
        "؟",
        "،",
        "\u0600",
        "שלום",
        "हिन्दी",
        "क्षि",
        "ไทย",
        "Dž",
        "ﬁ",
        "İ",
        "ß",
        "\x00",
        "\x1b",
        "\ud800",
        "\U0001d400",
        "½",
        "²",
    ),
)

texts = st.one_of(
    st.lists(st.sampled_from(_PIECES), max_size=40).map("".join),
    st.text(max_size=60),
    st.text(
        alphabet=st.characters(categories=("Mn", "Mc", "Me", "Cf", "Lo", "So", "Po", "Pi", "Pf", "Zs")), max_size=30
    ),
)
"""Pieces of news in any order, any characters, and any marks."""

languages = st.sampled_from(LANGUAGES)
