"""Every table that holds an organisation's data says whose it is, and its indexes begin with that."""

from collections.abc import Sequence

import pytest
from django.apps import apps
from django.db import models

WITHOUT_OWNER = {
    "accounts.Organisation": "is the owner",
    "accounts.Person": "may belong to several; the membership says to which",
    "catalogue.PackVersion": "content, the same for all",
    "catalogue.ToolCopy": "content, the same for all",
}
"""Tables without an organisation, and why."""


def ours() -> list[type[models.Model]]:
    return [model for app in apps.get_app_configs() if app.name.startswith("mainstay.") for model in app.get_models()]


def has_owner(model: type[models.Model]) -> bool:
    return "organisation" in {field.name for field in model._meta.local_fields}


def badly_indexed(indexes: Sequence[models.Index]) -> list[str]:
    return [index.name for index in indexes if index.fields[0].lstrip("-") != "organisation"]


def test_every_table_says_whose_it_is() -> None:
    assert len(ours()) > 15
    assert {model._meta.label for model in ours() if not has_owner(model)} == set(WITHOUT_OWNER)


def test_indexes_begin_with_the_organisation() -> None:
    owned = [model for model in ours() if has_owner(model)]
    assert any(model._meta.indexes for model in owned)
    assert not {model._meta.label: found for model in owned if (found := badly_indexed(model._meta.indexes))}


@pytest.mark.parametrize(("fields", "found"), [(["state", "organisation"], ["one"]), (["organisation", "state"], [])])
def test_an_index_that_begins_elsewhere_is_seen(fields: list[str], found: list[str]) -> None:
    assert badly_indexed([models.Index(fields=fields, name="one")]) == found
