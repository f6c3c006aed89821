"""Installing this app registers the kind."""

from mainstay.kinds import registry
from mainstay.kinds.checklist.kind import Checklist


class ChecklistConfig(registry.KindConfig):
    name = "mainstay.kinds.checklist"
    label = "checklist"
    kind = Checklist
