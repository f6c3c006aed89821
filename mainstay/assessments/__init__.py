"""What people answered: every write in services, every read in selectors."""
