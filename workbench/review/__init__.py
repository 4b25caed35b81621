"""Two or more coders in; disagreements, decisions, gold and figures out. Pure: files, dates and chance are arguments."""
