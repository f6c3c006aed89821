"""The four labels that say who may see a thing, lowest first (after ST/SGB/2007/6, handling notes added)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Label(models.IntegerChoices):
    """Ordered: a higher label is seen by fewer people; a combined document carries the highest of its parts."""

    UNCLASSIFIED = 0, _("Unclassified")
    INTERNAL = 1, _("Unclassified, internal")
    CONFIDENTIAL = 2, _("Confidential")
    STRICTLY_CONFIDENTIAL = 3, _("Strictly confidential")


STORED = [Label.UNCLASSIFIED, Label.INTERNAL, Label.CONFIDENTIAL]
"""What Mainstay keeps itself. Strictly confidential matter stays in the official file; here stands a pointer to it."""

PACK_WORDS = {"unclassified": Label.UNCLASSIFIED, "internal": Label.INTERNAL, "confidential": Label.CONFIDENTIAL}
"""How packs write a label."""


def highest(*labels: int | None) -> Label:
    """The label of a combination; unclassified where nothing carries one."""
    return Label(max((label for label in labels if label is not None), default=Label.UNCLASSIFIED))
