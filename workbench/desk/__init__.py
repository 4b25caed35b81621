"""Opens a project and puts the rooms together, for a person at the screen or for a command."""
