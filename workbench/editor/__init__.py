"""The one thing that changes: an Editor on one article of one annotator."""

from workbench.editor.editor import Editor

__all__ = ["Editor"]
