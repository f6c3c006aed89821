"""Why a change was not made; each carries what the page needs to lose nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mainstay.programmes.models import Intervention


class Closed(Exception):
    """The intervention is closed: nothing of it can be changed until a lead reopens it."""

    def __init__(self, intervention: Intervention) -> None:
        super().__init__(_("This intervention is closed: nothing can be changed. A lead can reopen it."))
        self.intervention = intervention


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed meanwhile: what stands there now, and what you wrote."""

    name: str
    theirs: Any
    yours: Any


class Stale(Exception):
    """Somebody else was faster, in the same fields; nothing was written."""

    def __init__(self, differences: Sequence[Difference], version: int, by: str, at: datetime | None) -> None:
        super().__init__(", ".join(difference.name for difference in differences))
        self.differences, self.version, self.by, self.at = differences, version, by, at
