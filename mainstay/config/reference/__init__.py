"""The generated part of the documentation: what can be read off the code is never written by hand.

`python -m mainstay.config.reference` writes the pages, `--check` says which of them are stale; a house test asks the same.
"""
