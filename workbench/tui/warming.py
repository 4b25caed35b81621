"""What is prepared once the first page stands, before the first key."""

from __future__ import annotations

import gc

from workbench.tui.spare_memory import give_back_memory
from workbench.tui.stage import Stage


def warm(stage: Stage) -> None:
    """Check the records, and prepare what the first keys will need."""
    stage.check()
    stage.proposer()
    stage.editor.around(stage.reader.name_or_word(stage.reader.cursor))
    gc.enable()
    gc.collect()
    gc.freeze()
    give_back_memory()
