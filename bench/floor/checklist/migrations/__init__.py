"""The floor has one migration."""
