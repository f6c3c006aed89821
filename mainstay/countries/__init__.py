"""Countries and areas, and later their facts."""
