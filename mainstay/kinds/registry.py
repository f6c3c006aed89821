"""Which kinds exist: installing a kind's app registers it."""

from django.apps import AppConfig, apps
from django.core import checks

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


@checks.register
def installed_kinds_are_registered(app_configs: object, **options: object) -> list[checks.CheckMessage]:
    """Every app below `mainstay.kinds` registers a kind: importing `KindConfig` by name loses it without a word."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("mainstay.kinds.")]
    return [
        checks.Error(
            f"{config.name} is installed but registers no kind.",
            hint="In its apps.py write `from mainstay.kinds import registry` and subclass `registry.KindConfig`.",
            id="mainstay.E001",
        )
        for config in ours
        if not isinstance(config, KindConfig)
    ]


def kind(name: str) -> base.Kind:
    """Raises KeyError for a kind that is not installed."""
    return _kinds[name]


def installed() -> dict[str, base.Kind]:
    return dict(_kinds)
