"""What was decided, so that a later change of a coder's record is noticed.

A source is named ``annotator/id``. Its digest is the first 16 hexadecimal digits of the SHA-256 of its content as JSON
(keys sorted, no spaces): layer, fragments with their quotes, values. Notes, flags, origins and the record's id are left
out. A fingerprint is the digests of a decision's sources in their order, joined by dots; so it says which of them changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from workbench.core.annotation import Record

_DIGITS = 16


def source_key(annotator: str, record_id: str) -> str:
    """A record of an annotator as decisions name it."""
    return f"{annotator}/{record_id}"


def split_source(source: str) -> tuple[str, str]:
    """A source as (annotator, record id); the annotator is empty where it names none."""
    annotator, _, record_id = source.rpartition("/")
    return annotator, record_id


def digest(record: Record) -> str:
    """The digest of one record's content."""
    content = [record.layer, {part: fragments for part, fragments in record.parts.items() if fragments}, record.values]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def digests(fingerprint: str, sources: Sequence[str]) -> dict[str, str]:
    """The digest of each source in a fingerprint; empty ones where the fingerprint is not one of so many sources."""
    found = fingerprint.split(".")
    return dict(zip(sources, found, strict=True)) if len(found) == len(sources) else dict.fromkeys(sources, "")
