"""Runs inside Mainstay and prints JSON: `fill` makes an organisation with filled checklists, `count` says what is stored."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mainstay.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.test import Client  # noqa: E402

from bench import pack  # noqa: E402
from mainstay.accounts import services as accounts  # noqa: E402
from mainstay.accounts.models import Organisation, Role  # noqa: E402
from mainstay.accounts.rules import Access, access_of  # noqa: E402
from mainstay.assessments.models import Assessment, Entry, EntryRevision  # noqa: E402
from mainstay.assessments.selectors import open_assessment  # noqa: E402
from mainstay.assessments.services import entries, rounds  # noqa: E402
from mainstay.audit import chain  # noqa: E402
from mainstay.audit.models import Event  # noqa: E402
from mainstay.catalogue import services as catalogue  # noqa: E402
from mainstay.core.labels import Label  # noqa: E402
from mainstay.core.writing import writing  # noqa: E402
from mainstay.countries import services as countries  # noqa: E402
from mainstay.countries.models import Country  # noqa: E402
from mainstay.programmes import services as programmes  # noqa: E402

CHOICES = ("yes", "in-part", "no", "na")


def fill(interventions: int) -> dict[str, Any]:
    """`interventions` of which the first three have the checklist of 60 filled; a member with a session."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    catalogue.install(pack.write(Path(os.environ["MAINSTAY_DATA"]) / "pack"), "bench")
    countries.load_shipped()
    access = member()
    with writing(access.organisation.pk):
        made = [intervention(access, number) for number in range(interventions)]
        answered = [filled(access, one, pack.LONG) for one in made[:3]]
    client = Client()
    client.force_login(access.person)
    return {
        "session": client.cookies["sessionid"].value,
        "assessments": [str(one.pk) for one in answered],
        "items": [f"{pack.LONG}.q{number}" for number in range(1, pack.ITEMS + 1)],
    }


def member() -> Access:
    organisation, *_ = accounts.create_organisation("Bench", "owner@example.org")
    Organisation.objects.filter(pk=organisation.pk).update(pack=pack.PACK)
    organisation.refresh_from_db()
    person = accounts.new_person("member@example.org", "Bench Member", "")
    membership = accounts.admit(organisation, person, Role.LEAD, Label.CONFIDENTIAL)
    accounts.read_notice(person)
    return access_of(membership)


def intervention(access: Access, number: int) -> Any:
    country = Country.objects.order_by("iso3")[number % 200]
    nothing: dict[str, Any] = {"stage": "", "crimes": [], "areas": [], "counterparts": []}
    return programmes.create_intervention(access, {"title": f"Intervention {number}", "countries": [country.pk], **nothing})


def filled(access: Access, subject: Any, tool: str) -> Assessment:
    made = rounds.start(access, subject, tool)
    opened = open_assessment(access, made.pk)
    posted = [
        entries.Posted(item.id, {"choice": CHOICES[place % 4], "how": pack.note(place), "why_not": pack.note(place, 60)}, seen=0)
        for place, item in enumerate(opened.tool.content.items)
    ]
    entries.record_entries(opened, posted)
    return made


def count() -> dict[str, Any]:
    chains = {str(one): chain.verify(one) for one in chain.organisations()}
    return {
        "revisions": EntryRevision.objects.count(),
        "versions": Entry.objects.aggregate(all=Sum("version"))["all"],
        "events": Event.objects.count(),
        "in order": sum(read for read, _ in chains.values()),
        "broken": [str(broken) for _, broken in chains.values() if broken],
        "texts": {f"{one.assessment_id} {one.item}": one.data["how"] for one in Entry.objects.all()},
    }


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[2])) if sys.argv[1] == "fill" else count()))
