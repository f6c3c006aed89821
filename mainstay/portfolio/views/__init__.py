"""Pages that look across everything a person may see: open, ask, answer."""
