"""Why something about people was not done; nothing was written then."""


class Refused(Exception):
    """In words for the person who asked."""


class LinkGone(Exception):
    """A one-time link that lets nobody in: unknown, used, expired or withdrawn."""

    def __init__(self, why: str = "unknown") -> None:
        super().__init__(why)
        self.why = why
