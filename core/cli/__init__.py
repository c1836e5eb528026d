"""The headless face: wheelyard COMMAND, over the same Session as the window."""
