"""How commands speak: data on stdout, talk on stderr, one line each; what reaches a terminal is made harmless."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Sequence
from typing import TextIO

from workbench.cli.spelling import spelled
from workbench.core.display import shown
from workbench.core.width import cells

_BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_ASCII = re.compile(r"[^\n -~]")


def prepare() -> None:
    """Let nothing stop the output: what its encoding lacks is written as an escape, a closed stream goes nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open until the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def out(line: str) -> None:
    """One line of data."""
    _print(line, sys.stdout)


def say(line: str) -> None:
    """One line of talk."""
    _print(line, sys.stderr)


def out_json(value: object, *, indent: int | None = 2) -> None:
    """A value as JSON; ``indent`` None puts it on one line. On a terminal, what is not to be shown is escaped."""
    plain = (sys.stdout.encoding or "ascii").lower().replace("-", "") != "utf8"
    plain = plain or (sys.stdout.isatty() and spelled("é") != "é")
    text = json.dumps(value, ensure_ascii=plain, indent=indent)
    print(_NOT_ASCII.sub(_escaped, text) if sys.stdout.isatty() else text)  # noqa: T201


def out_text(text: str) -> None:
    """A text of several lines, as it is; on a terminal, what is not to be shown there is made visible."""
    print("\n".join(map(spelled, text.split("\n"))) if sys.stdout.isatty() else text)  # noqa: T201


def out_file(data: bytes) -> None:
    """A file as it is, byte by byte; on a terminal as ``out_text``."""
    if sys.stdout.isatty():
        out_text(data.decode(errors="replace").replace("\r\n", "\n").removesuffix("\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines with aligned columns, two blanks between them."""
    clean = [[_one_line(cell, sys.stdout) for cell in row] for row in rows]
    widths = [max(cells(row[column]) for row in clean) for column in range(len(clean[0]))] if clean else []
    lines = []
    for row in clean:
        padded = [cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(padded).rstrip())
    return lines


def quiet_end() -> None:
    """Nobody reads stdout any more: send what is left of it nowhere."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(text: str, stream: TextIO) -> str:
    return spelled(text) if stream.isatty() else _BREAKS.sub(" ", text)


def _escaped(found: re.Match[str]) -> str:
    char = found.group()
    return char if shown(char) == char else json.dumps(char)[1:-1]


def _print(line: str, stream: TextIO) -> None:
    print(_one_line(line, stream), file=stream)
