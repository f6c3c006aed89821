"""Which kinds exist: installing a kind's app registers it."""

from django.apps import AppConfig

from mainstay.kinds import base

PLANNED = frozenset(
    "checklist questionnaire profile instrument_table stakeholder_matrix rights_holder_matrix "
    "decision_flow risk_register advocacy_log indicator_framework guidance".split()
)
"""Every kind that a pack may name for a tool whose content is still to come."""

_kinds: dict[str, base.Kind] = {}


class KindConfig(AppConfig):
    """Subclass it as `registry.KindConfig`: Django takes a base class imported by name for the app's own config."""

    kind: type[base.Kind]

    def ready(self) -> None:
        _kinds[self.kind.name] = self.kind()


def kind(name: str) -> base.Kind:
    """Raises KeyError for a kind that is not installed."""
    return _kinds[name]


def installed() -> dict[str, base.Kind]:
    return dict(_kinds)
