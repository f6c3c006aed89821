"""The floor: a Django project that does nothing beyond Django."""
