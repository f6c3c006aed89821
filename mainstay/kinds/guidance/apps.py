"""Installing this app registers the kind."""

from mainstay.kinds import registry
from mainstay.kinds.guidance.kind import Guidance


class GuidanceConfig(registry.KindConfig):
    name = "mainstay.kinds.guidance"
    label = "guidance"
    kind = Guidance
