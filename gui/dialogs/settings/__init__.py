"""The dialog of the settings: the form, the preview of what is written, and what is wrong with their sources."""
