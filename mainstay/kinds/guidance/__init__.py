"""Guidance: matter to read; nothing is filled in."""
