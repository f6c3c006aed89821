"""How tools behave: one folder a kind."""
