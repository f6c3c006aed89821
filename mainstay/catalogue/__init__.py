"""Packs of content: read, checked, installed, never changed."""
