"""The demo organisation: filled through the same services as everything else, from the pack's examples."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from mainstay.accounts import services as accounts
from mainstay.accounts.models import Membership, Organisation, Person, Role
from mainstay.accounts.rules import Access, access_of
from mainstay.assessments import selectors
from mainstay.assessments.models import Assessment
from mainstay.assessments.services import actions, comments, entries, rounds, seconds
from mainstay.core.guard import Decision
from mainstay.core.ids import key_of, new_id
from mainstay.core.labels import Label
from mainstay.core.writing import writing
from mainstay.countries.models import Country
from mainstay.kinds.base import OWN
from mainstay.programmes import parts, services
from mainstay.programmes.models import CommunicationProduct, Intervention, Programme

PEOPLE = {
    "owner": ("Demo administrator", Role.ADMINISTRATOR, Label.CONFIDENTIAL),
    "lead": ("Demo lead", Role.LEAD, Label.CONFIDENTIAL),
    "officer": ("Demo officer", Role.CONTRIBUTOR, Label.CONFIDENTIAL),
    "reviewer": ("Demo reviewer", Role.REVIEWER, Label.CONFIDENTIAL),
    "evaluator": ("Demo evaluator", Role.EVALUATOR, Label.INTERNAL),
    "viewer": ("Demo viewer", Role.VIEWER, Label.INTERNAL),
}
KEEP = Decision("keep", "Demo")
BESIDE = ("actions", "comments", "after", "second")
"""What an example tells of an answer beside its own fields."""


def fill(pack: str = "gloact") -> Organisation:
    """Make the demo anew; what was in it is gone. Facts of the real organisations here are never touched."""
    told = yaml.safe_load((Path(settings.PACKS) / pack / "examples" / "demo.yaml").read_text(encoding="utf-8"))
    with writing():
        _empty()
        organisation, link, _token = accounts.create_organisation(
            told["organisation"]["name"], _email("owner"), demo=True, through="system"
        )
        link.delete()
        people = {key: _person(organisation, key) for key in PEOPLE}
        officer = people["officer"]
        code = told["country"]["code"]
        country = Country.objects.create(organisation=organisation, iso3=code, names={"en": told["country"]["name"]})
        programme = services.create_programme(people["lead"], told["programme"], label=Label.INTERNAL, through="system")
        for one in told["interventions"]:
            _intervention(officer, people, one, programme, country)
    return organisation


def _empty() -> None:
    for old in Organisation.objects.filter(demo=True):
        for model in (Assessment, Intervention, Programme):  # the ones that protect others first
            model.objects.filter(organisation=old).delete()
        old.delete()


def _email(key: str) -> str:
    return f"{key}@demo.mainstay.example"


def _person(organisation: Organisation, key: str) -> Access:
    name, role, clearance = PEOPLE[key]
    person = Person.objects.filter(email=_email(key)).first() or accounts.new_person(_email(key), name)
    membership: Membership = accounts.admit(organisation, person, role, clearance, through="system")
    return access_of(membership)


def _day(offset: Any) -> date | None:
    return None if offset in (None, "") else timezone.localdate() + timedelta(days=int(offset))


def _intervention(
    officer: Access, people: Mapping[str, Access], one: Mapping[str, Any], programme: Programme, country: Country
) -> None:
    head = {
        name: one[name] for name in ("ref", "title", "stage", "crimes", "areas", "counterparts", "workplan_code") if name in one
    }
    head |= {"programme_id": programme.pk, "countries": [country.pk]}
    head |= {"starts_on": _day(one.get("start_offset")), "ends_on": _day(one.get("end_offset"))}
    made = services.create_intervention(officer, head, label=Label.INTERNAL, decision=KEEP, through="system")
    note = {"expected_change": one.get("expected_change", ""), "theory_link": one.get("theory_link", "")}
    note |= {parts.theory_name(check): text for check, text in one.get("theory", {}).items()}
    made = services.save_note(officer, made, note, seen=made.version, decision=KEEP, through="system")
    reasons = {"left_out_reason": one.get("left_out_reason", ""), "own_reasons": one.get("own_reasons", {})}
    made = services.choose_tools(
        officer, made, one.get("chosen", []), seen=made.version, decision=KEEP, through="system", **reasons
    )
    products = {}
    for product in one.get("products", []):
        values = {name: product.get(name, "") for name in ("title", "medium", "language", "audience")}
        products[product.get("key", product["title"])] = services.create_product(
            officer, made, values, decision=KEEP, through="system"
        )
    for filled in one.get("assessments", []):
        _assessment(people, made, products, filled)


def _assessment(
    people: Mapping[str, Access], made: Intervention, products: Mapping[str, CommunicationProduct], filled: Mapping[str, Any]
) -> None:
    subject = products[filled["product"]] if filled.get("product") else made
    when = rounds.Round(_day(filled.get("occasion_offset")), filled.get("occasion_title", ""))
    assessment = rounds.start(people["officer"], subject, filled["tool"], when, through="system")
    fill_in(people, selectors.open_assessment(people["officer"], assessment.pk), filled["answers"])


def fill_in(people: Mapping[str, Access], opened: selectors.Opened, told: Mapping[str, Mapping[str, Any]]) -> None:
    """Answers, then their actions, then what hangs on these: ratings after measures, the second person, comments."""
    answers = {(key_of(item, new_id()) if item == OWN else item): said for item, said in told.items()}
    _record(opened, {key: _fields(said) for key, said in answers.items()}, 0)
    for key, said in answers.items():
        for action in said.get("actions", []):
            _action(people, opened, key, action)
    _record(opened, {key: said["after"] for key, said in answers.items() if "after" in said}, 1)
    for key, said in answers.items():
        if "second" in said:
            seconds.confirm(_opened_by(people, said["second"], opened), key, seen=1, through="system")
        for comment in said.get("comments", []):
            by = _opened_by(people, comment["by"], opened)
            comments.comment(by, key, comment["text"], [], decision=KEEP, through="system")


def _opened_by(people: Mapping[str, Access], who: str, opened: selectors.Opened) -> selectors.Opened:
    return selectors.open_assessment(people[who], opened.assessment.pk)


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """An answer's own fields, days as dates."""
    days = {name.removesuffix("_offset"): _day(value) for name, value in said.items() if name.endswith("_offset")}
    return {name: value for name, value in said.items() if name not in BESIDE and not name.endswith("_offset")} | days


def _record(opened: selectors.Opened, answers: Mapping[str, Mapping[str, Any]], seen: int) -> None:
    posted = [entries.Posted(key, said, seen) for key, said in answers.items()]
    entries.record_entries(opened, posted, decision=KEEP, through="system")


def _action(people: Mapping[str, Access], opened: selectors.Opened, key: str, action: Mapping[str, Any]) -> None:
    """As told, or a measure that the pack words."""
    owner = people.get(action.get("owner", ""))
    fields = {
        "what": action.get("what", ""),
        "owner": owner and owner.person,
        "due": _day(action.get("due_offset")),
        "status": action.get("status", "open"),
        "proof": action.get("proof", ""),
    }
    if measure := action.get("measure"):
        taken = actions.take_measure(opened, key, measure, through="system")
        fields["what"] = taken.data["what"]
        actions.change_action(opened, taken, fields, seen=taken.version, decision=KEEP, through="system")
    else:
        actions.add_action(opened, key, fields, decision=KEEP, through="system")
