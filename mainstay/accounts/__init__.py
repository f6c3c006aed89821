"""People, organisations, roles and who may do what."""
