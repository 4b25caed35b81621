"""The words and marks that the segmentation knows, as data: a linguist extends these tables, nobody has to touch the rules.

    marks           quotation marks, brackets, apostrophes, hyphens, ends of sentences (not per language)
    abbreviations   when a full stop does not end a sentence; the words that begin one
    naming          honorifics, particles and what is capitalised without being a name
    clausal         the words that begin a clause

How to extend them:

* Every table is a dictionary from a language (``"en"``, ``"de"``, ``"fr"``: the first part of an IETF tag, in lower case)
  to a set of words; ``""`` holds what counts in every language. A new language is a new key; a table without that key
  falls back to ``""`` alone. Tables whose name says MARKS or that map a word to words are explained where they stand.
* Abbreviations are written without their last full stop (``"Gen"``, ``"e.g"``), in the case in which they stand in the
  middle of a sentence; a capitalised one at the start of a sentence is found as well.
* Honorifics are written as they stand in a text, with their full stop (``"Gen."``); one of several words is one entry.
* Add a case to ``tests/core/segment/cases.toml`` for each word that is added: the sentence it was missing in.
"""

from __future__ import annotations

from workbench.core.segment.tables.naming import HONORIFICS

__all__ = ["HONORIFICS"]
