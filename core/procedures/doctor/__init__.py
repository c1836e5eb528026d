"""The checks of ``wheelyard doctor``, each of which stands alone."""
