"""Checklists: questions with a scale, how it is addressed, and actions for what is not met."""
