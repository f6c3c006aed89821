"""Pages of an assessment: open, ask, answer."""
