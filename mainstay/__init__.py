"""Mainstay: human rights and gender equality, mainstreamed into criminal justice interventions."""

__version__ = "0.1.0"
