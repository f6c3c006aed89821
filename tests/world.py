"""A small world for journeys: an organisation with people in every role, another one, an intervention, filled tools."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client

from mainstay.accounts import services as accounts
from mainstay.accounts.models import Organisation, Person
from mainstay.accounts.rules import Access, access_of
from mainstay.assessments import selectors
from mainstay.assessments.models import Assessment
from mainstay.assessments.services import entries, rounds
from mainstay.catalogue import selectors as catalogue
from mainstay.catalogue import services as packs
from mainstay.core.guard import UNDECIDED, Decision
from mainstay.core.labels import Label
from mainstay.countries.models import Country
from mainstay.programmes import services
from mainstay.programmes.models import Intervention

PACK = Path(settings.PACKS) / "gloact"


@dataclass
class World:
    """Alice owns it, Bob works in it, Vera only looks; Charlie belongs elsewhere."""

    organisation: Organisation
    country: Country
    alice: Access
    bob: Access
    vera: Access
    charlie: Access

    def intervention(self, by: Access | None = None, **values: Any) -> Intervention:
        given = {"title": "Training of border guards", "stage": self.stage, "crimes": [], "areas": [], "counterparts": []}
        given |= {"countries": [self.country.pk], "starts_on": None, "ends_on": None, "workplan_code": ""}
        label = values.pop("label", None)
        return services.create_intervention(by or self.alice, given | values, label=label)

    @property
    def stage(self) -> str:
        return catalogue.manifest(catalogue.current_version("gloact")).stages[0].id

    def checklist(self, intervention: Intervention, tool: str = "", by: Access | None = None, **start: Any) -> Assessment:
        return rounds.start(by or self.alice, intervention, tool or self.tool(), **start)

    def coming(self) -> str:
        """The id of a tool whose content is still to come."""
        heads = catalogue.manifest(catalogue.current_version("gloact")).tools
        return next(one.id for one in heads if one.state == "coming" and one.subject == "intervention")

    def tool(self, **like: Any) -> str:
        """The first ready tool of the pack that is like this; by default one filled in once for an intervention."""
        like = {"subject": "intervention", "occasions": False} | like
        heads = catalogue.manifest(catalogue.current_version("gloact")).tools
        return next(
            one.id for one in heads if one.state == "ready" and all(getattr(one, name) == value for name, value in like.items())
        )


def build() -> World:
    packs.install(PACK, through="system")
    organisation = _organisation("Field office")
    elsewhere = _organisation("Another office")
    return World(
        organisation=organisation,
        country=Country.objects.create(organisation=organisation, iso3="XDL", names={"en": "Demoland"}),
        alice=person(organisation, "alice", "administrator", Label.CONFIDENTIAL),
        bob=person(organisation, "bob", "contributor", Label.INTERNAL),
        vera=person(organisation, "vera", "viewer", Label.INTERNAL),
        charlie=person(elsewhere, "charlie", "administrator", Label.CONFIDENTIAL),
    )


def _organisation(name: str) -> Organisation:
    return Organisation.objects.create(name=name)


def person(organisation: Organisation, name: str, role: str, clearance: int = Label.INTERNAL) -> Access:
    made = accounts.new_person(f"{name}@example.org", name.title(), f"{name}-likes-long-words")
    accounts.read_notice(made)
    return access_of(accounts.admit(organisation, made, role, clearance))


def client(access: Access) -> Client:
    """A browser in which this person is signed in."""
    browser = Client()
    browser.force_login(Person.objects.get(pk=access.person.pk))
    return browser


def opened(access: Access, assessment: Assessment | UUID) -> selectors.Opened:
    return selectors.open_assessment(access, getattr(assessment, "pk", assessment))


def items(assessment: Assessment) -> list[str]:
    return [item.id for item in catalogue.tool(assessment.pack_version_id, assessment.tool).content.items]


def choice(assessment: Assessment, role: str) -> str:
    """The id of the answer that means this, in the tool's scale."""
    tool = catalogue.tool(assessment.pack_version_id, assessment.tool)
    return next(one.id for one in tool.scales[tool.content.scale].choices if one.role == role)


def answer(
    access: Access, assessment: Assessment, item: str, role: str, seen: int = 0, decision: Decision = UNDECIDED, **fields: Any
) -> Any:
    posted = entries.Posted(item, {"choice": choice(assessment, role), **fields}, seen)
    return entries.record_entries(opened(access, assessment), [posted], decision=decision)
