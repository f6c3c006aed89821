"""The house as a whole: settings, addresses, server."""
