"""Why a write was not done; each carries what the page needs to lose nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.forms import Form

from mainstay.assessments.fingerprint import Piece
from mainstay.assessments.models import Entry, ReviewStep


class Refused(Exception):
    """In words for the person; nothing was written."""


class Invalid(Exception):
    """The forms say what is wrong, by item."""

    def __init__(self, forms: Mapping[str, Form]) -> None:
        super().__init__(", ".join(forms))
        self.forms = forms


class Stale(Exception):
    """Somebody else was faster: the entries as they stand now, by item."""

    def __init__(self, theirs: Mapping[str, Entry | None], yours: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(", ".join(theirs))
        self.theirs, self.yours = theirs, yours


class Overtaken(Exception):
    """Somebody else took a step in the review meanwhile; nothing was done."""

    def __init__(self, step: ReviewStep) -> None:
        super().__init__(step.step)
        self.step = step


class Moved(Exception):
    """What was to be signed is not what stands there any more; nothing was signed."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.keys = sorted({piece.key for piece in pieces})
        super().__init__(", ".join(self.keys))
        self.pieces = pieces
