"""A reader of UCINET's DL with full matrices, written from the format's description and not from the writer."""

from __future__ import annotations

import re
import shlex


def read_dl(text: str) -> tuple[list[str], list[str], list[list[float]]]:
    """Rows, columns and cells. Words before ``labels`` are settings; a matrix with one set of labels is square."""
    head, _, data = re.split(r"(?i)(data:)", text, maxsplit=1)
    assert head.split()[0].lower() == "dl"
    settings = dict(re.findall(r"(?i)\b(n|nr|nc)\s*=\s*(\d+)", head))
    assert re.search(r"(?i)format\s*=\s*fullmatrix", head)
    size = int(settings.get("n", settings.get("nr", 0)))
    wide = int(settings.get("n", settings.get("nc", 0)))
    if "nr" in settings:
        found = re.search(r"(?is)row labels:(.*)column labels:(.*)\Z", head)
        assert found is not None
        rows, columns = (shlex.split(part) for part in found.groups())
    else:
        rows = columns = shlex.split(re.split(r"(?i)labels:", head, maxsplit=1)[1])
    numbers = [float(one) for one in data.split()]
    assert len(numbers) == size * wide
    assert (len(rows), len(columns)) == (size, wide)
    return rows, columns, [numbers[at * wide : (at + 1) * wide] for at in range(size)]
