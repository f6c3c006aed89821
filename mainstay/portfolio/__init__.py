"""Home: what needs me."""
