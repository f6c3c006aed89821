"""Verbs of this app for the shell."""
