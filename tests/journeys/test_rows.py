"""Statements and queries that are written once give what Django's own would give."""

import contextlib

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mainstay.assessments.models import Assessment, Entry
from mainstay.assessments.selectors import for_person, open_assessment, record_of
from mainstay.core import rows
from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.countries.models import Country
from mainstay.programmes import services as programmes
from tests import world as w

pytestmark = pytest.mark.django_db


def test_an_inserted_row_reads_back_as_it_was() -> None:
    made = Country(iso3="XQQ", names={"en": "Ünïcode ' \" % 中文"}, region="")
    rows.insert(made)
    found = Country.objects.get(pk=made.pk)
    assert (found.names, found.iso3, found.within_id) == (made.names, "XQQ", None)
    assert not made._state.adding


def test_inserting_twice_is_refused_by_the_database() -> None:
    made = Country(iso3="XQQ", names={"en": "Once"})
    rows.insert(made)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(made)


def test_an_update_leaves_what_was_not_loaded_alone() -> None:
    made = Country.objects.create(iso3="XQQ", names={"en": "Before"}, region="Here")
    part = Country.objects.only("names").get(pk=made.pk)
    part.names = {"en": "After"}
    with CaptureQueriesContext(connection) as asked:
        rows.update(part)
    assert len(asked) == 1
    found = Country.objects.get(pk=made.pk)
    assert (found.names, found.region, found.iso3) == ({"en": "After"}, "Here", "XQQ")


def test_an_update_can_be_told_its_fields_and_misses_no_row_silently() -> None:
    made = Country.objects.create(iso3="XQQ", names={"en": "Before"}, region="Here")
    made.names, made.region = {"en": "After"}, "There"
    rows.update(made, "region")
    found = Country.objects.get(pk=made.pk)
    assert (found.names, found.region) == ({"en": "Before"}, "There")
    with pytest.raises(LookupError):
        rows.update(Country(pk=new_id(), names={"en": "Nobody"}))


@pytest.mark.parametrize("label", list(Label)[:3])
def test_a_prepared_query_sees_what_the_same_query_made_anew_sees(label: Label) -> None:
    world = w.build()
    intervention = world.intervention(label=label)
    checklist = world.checklist(intervention)
    w.answer(world.alice, checklist, w.items(checklist)[0], "unmet", how="By training")
    for raised in (False, True):
        if raised:
            programmes.add_member(world.alice, intervention, world.bob.person.pk, clearance=Label.CONFIDENTIAL)
        for access in (world.alice, world.bob, world.vera, world.charlie):
            anew = for_person(access).filter(pk=checklist.pk).first()
            prepared: Assessment | None = None
            with contextlib.suppress(Http404):
                prepared = open_assessment(access, checklist.pk).assessment
            assert prepared == anew
            if prepared and anew:
                assert vars(prepared)["effective"] == vars(anew)["effective"]
                assert [field.value_from_object(prepared) for field in prepared._meta.concrete_fields] == [
                    field.value_from_object(anew) for field in anew._meta.concrete_fields
                ]
                assert record_of(open_assessment(access, checklist.pk)).answers.keys() == {Entry.objects.get().item}


def test_a_session_that_has_ended_is_none() -> None:
    world = w.build()
    client = w.client(world.alice)
    assert client.get("/about/").status_code == client.get("/").status_code == 200
    Session.objects.update(expire_date=timezone.now())
    assert client.get("/").status_code == 302
