"""The tables of the README that are made from the program: ``python -m tests.readme`` writes them anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from workbench.cli.reference import command_table
from workbench.desk.keymaps import layer_keys
from workbench.interchange.exchange import ExchangeFormat, exchange_formats
from workbench.keys.keymap import resolve
from workbench.keys.reading import parse_keymap
from workbench.keys.report import markdown_tables
from workbench.store.codebook_file import read_codebook
from workbench.store.shipped import default_codebook, shipped_keymaps
from workbench.store.strict import parse_toml, read_bytes

README = Path(__file__).resolve().parents[1] / "README.md"
COMMAND = "python -m tests.readme"

_BLOCK = re.compile(r"(<!-- generated: (\w+) .*?-->\n)(.*?)(<!-- end -->)", re.S)


def key_tables() -> str:
    """The keys of the shipped default keymap with the default codebook's layers, whatever the person has set."""
    path = shipped_keymaps()["default"]
    keymap, problems = parse_keymap(parse_toml(read_bytes(path, path.name), path.name), "default", path.name)
    live, more = resolve(keymap, None, layer_keys(read_codebook(default_codebook(), "codebook.toml")))
    if problems or more:
        raise ValueError([str(problem) for problem in (*problems, *more)])
    return markdown_tables(live)


def format_table() -> str:
    """The formats with what each keeps and what it cannot hold, in their own words."""
    lines = ["| format | name | direction | keeps | cannot hold |", "|---|---|---|---|---|"]
    for one in sorted(exchange_formats().values(), key=lambda one: (_direction(one), one.name)):
        cells = (one.title, f"`{one.name}`", _direction(one), one.keeps, "; ".join(one.loses.values()) or "–")
        lines.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _direction(one: ExchangeFormat) -> str:
    return "both" if one.read and one.write else "in" if one.read else "out"


def blocks() -> dict[str, str]:
    """What belongs into each generated block."""
    return {"keys": key_tables(), "commands": command_table(), "formats": format_table()}


def written() -> dict[str, str]:
    """What stands in each generated block."""
    return {name: text.strip("\n") + "\n" for _, name, text, _ in _BLOCK.findall(README.read_text("utf-8"))}


def main() -> int:
    """Write every generated block anew."""
    made = blocks()
    text = README.read_text("utf-8")
    README.write_text(_BLOCK.sub(lambda found: f"{found[1]}\n{made[found[2]]}\n{found[4]}", text), "utf-8")
    sys.stdout.write(f"{README}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
