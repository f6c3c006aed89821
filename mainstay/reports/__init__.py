"""Neutral shapes between what was answered and the files it leaves in."""
