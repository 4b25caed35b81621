"""Marks: the characters that end sentences, quote, bracket, join and break. Each is a string of single characters."""

from __future__ import annotations

LINE_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
"""What ends a paragraph; a carriage return with its line feed is one break."""

APOSTROPHES = "'’‘ʼ＇"
"""What stands for an apostrophe between letters; sources write all of them."""

HYPHENS = "-\u2010\u2011"
"""What joins the parts of a compound."""

INVISIBLE_JOINERS = "\u00ad\u200c\u200d\u2060"
"""What may stand inside a word without dividing it: soft hyphen, joiner, non-joiner, word joiner."""

FULL_STOPS = ".．"
"""Ends of sentences that also stand in abbreviations and numbers."""

STRONG_ENDS = "!?‼⁇⁈⁉؟۔।॥։"
"""Ends of sentences, of scripts that put a blank after them."""

WIDE_ENDS = "。！？｡"
"""Ends of sentences, of scripts that put no blank after them."""

ELLIPSES = "…⋯"

PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "〝": "〞"}
"""Quotation marks that open on the left and close on the right in most languages. ``„ “``, ``‚ ‘``, ``« »``, ``» «`` and
the straight marks are told by what is open and by their neighbours (see ``quotations``)."""

LOW_MARKS = {"„": '“”"', "‚": "‘’'", "‟": "”"}
"""Low opening marks, each with the marks that may close it, sloppy ones included."""

GUILLEMETS = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
"""Marks that open in either direction, each with its counterpart."""

QUOTATION_MARKS = "“”„‟‘’‚\"'«»‹›「」『』《》〈〉〝〞"

OPENING = "([{“„‟‘‚\"'«»‹›「『《〈〝（［【¿¡"
"""What may stand before the first word of a sentence."""

CLOSING = ")]}”」』》〉〞）］】"
"""What still belongs to the sentence after its last full stop."""

TURNING = "“’‘\"'»«›‹"
"""Marks that close there as well, unless a letter follows: then they open."""

CLOSING_BRACKETS = ")]}）］】"

OPENING_BRACKETS = "([{（［【"

DASHES = "–—―‒"
"""Dashes that divide clauses; a hyphen between blanks counts as one."""

COMMAS = ",;:،؛，、；："
"""What divides clauses (a comma or colon inside a number does not)."""

BULLETS = "•·▪‣*"
"""What may stand before the first word of an item of a list."""

IDEOGRAPHS = "々〆〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Ranges for a character class: characters that are a word each, since no blank divides them."""

HIRAGANA = "\u3041-\u309f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f"

EMOJI = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23fa\u25fb-\u25fe\u2600-\u2712\u2714-\u275a\u2763-\u2767\u2795-\u2797"
    "\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff"
)
"""Ranges for a character class: pictures that are a word of their own."""
