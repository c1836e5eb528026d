"""Steps of Setup that its own language is not made for; run by the installed Python, standard library alone."""
