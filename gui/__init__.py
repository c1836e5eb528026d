"""The window of Wheelyard: everything Qt; it shows state and submits commands."""
