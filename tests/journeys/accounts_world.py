"""People for the tests of accounts and of the record: Alice administers Alpha, Bob works there, Charlie belongs to Beta."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.test import Client

from mainstay.accounts import services
from mainstay.accounts.models import Membership, OneTimeLink, Organisation, Person, Role
from mainstay.accounts.rules import Access, access_of
from mainstay.audit.models import Event
from mainstay.core.labels import Label

PASSWORD = "seven quiet herons"


@dataclass
class World:
    alpha: Organisation
    beta: Organisation
    alice: Person
    bob: Person
    charlie: Person


def people() -> World:
    cache.clear()  # counted attempts of earlier tests
    alpha, _link, _token = services.create_organisation("Alpha Office", "owner@alpha.example")
    beta, _link, _token = services.create_organisation("Beta Office", "owner@beta.example")
    world = World(
        alpha,
        beta,
        *(services.new_person(f"{name.lower()}@office.example", name, PASSWORD) for name in ("Alice", "Bob", "Charlie")),
    )
    services.admit(alpha, world.alice, Role.ADMINISTRATOR, Label.CONFIDENTIAL)
    services.admit(alpha, world.bob, Role.CONTRIBUTOR, Label.INTERNAL)
    services.admit(beta, world.charlie, Role.ADMINISTRATOR, Label.CONFIDENTIAL)
    return world


def browser(person: Person | None = None, **options: Any) -> Client:
    client = Client(**options)
    if person:
        client.force_login(Person.objects.get(pk=person.pk))
    return client


def membership(person: Person, organisation: Organisation) -> Membership:
    return Membership.objects.get(person=person, organisation=organisation)


def access_to(person: Person, organisation: Organisation) -> Access:
    return access_of(Membership.objects.select_related("person", "organisation").get(person=person, organisation=organisation))


def sign_in_link(person: Person, organisation: Organisation) -> str:
    """As the shell makes it."""
    _link, token = services.make_link(organisation, OneTimeLink.Purpose.SIGN_IN, services.Invited(person.email), through="shell")
    return f"/link/{token}/"


def events(organisation: Organisation, verb: str) -> list[Event]:
    return list(Event.objects.filter(organisation=organisation.pk, verb=verb).order_by("number"))
