"""Installing this app registers the kind."""

from mainstay.kinds import registry
from mainstay.kinds.risk_register.kind import RiskRegister


class RiskRegisterConfig(registry.KindConfig):
    name = "mainstay.kinds.risk_register"
    label = "risk_register"
    kind = RiskRegister
