"""Kinds register by being installed, and a check says so when one does not."""

from types import SimpleNamespace

import pytest

from mainstay.kinds import registry


def test_every_installed_kind_is_registered() -> None:
    assert registry.installed_kinds_are_registered(None) == []
    assert "checklist" in registry.installed()


def test_a_kind_that_lost_its_config_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = SimpleNamespace(name="mainstay.kinds.lost")
    monkeypatch.setattr(registry.apps, "get_app_configs", lambda: [lost])
    (error,) = registry.installed_kinds_are_registered(None)
    assert error.id == "mainstay.E001"
    assert "mainstay.kinds.lost" in error.msg
    assert "registry.KindConfig" in (error.hint or "")
