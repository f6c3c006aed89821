"""Pages about Mainstay and the Toolkit."""
