"""Pages of programmes and interventions: open, ask, answer."""
