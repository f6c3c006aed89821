"""All tests that belong to more than one kind; those of a kind live in its own folder."""
