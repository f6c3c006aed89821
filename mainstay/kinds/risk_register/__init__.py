"""Risk registers: what our own work could do to people's rights, how grave it is, and what is done about it."""
