"""Actor and issue networks out of annotations: matrices, time windows, factions, and the files and pictures of them."""
