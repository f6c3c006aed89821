"""Pure building stones that know nothing of the rest."""
