"""The command line: one function a command; a PATH is recognised before click or Textual is imported."""
