"""Builds what people install Wheelyard from; a tool of its makers, not part of the program."""
