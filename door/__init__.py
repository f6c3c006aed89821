"""What run.py does before the application can: it prepares, serves and checks, with the standard library only."""
