"""Small views with one subject."""
