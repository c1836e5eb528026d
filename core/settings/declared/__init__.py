"""The settings that Wheelyard knows, each declared once."""
