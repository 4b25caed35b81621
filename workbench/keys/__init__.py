"""The table of commands, and the keymaps that give them keys: read, checked, looked up and listed."""
