"""Qt item models over frozen state."""
