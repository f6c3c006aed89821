"""Pages about people: the door, who is here, what happened."""
