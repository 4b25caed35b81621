"""Workbench: read articles closely and annotate them from the keyboard, in a terminal."""

__version__ = "0.1.0"
