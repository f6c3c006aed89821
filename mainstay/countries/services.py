"""Everything that writes countries and areas."""

import csv
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mainstay.accounts.rules import Access, Right
from mainstay.audit.services import record
from mainstay.core.ids import new_id
from mainstay.core.text import clean_text
from mainstay.core.writing import writing
from mainstay.countries.models import Country

SHIPPED = Path(__file__).parent / "data" / "countries.csv"
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh", "fa", "ur", "bn")
CODES = ("iso2", "iso3", "m49", "un_status", "region", "sub_region")
LONGEST_NAME = 120
_OURS = uuid.UUID("5b0e6a51-3d5c-5c0e-9d0b-7a3f1f6f6c01")


def shipped_id(iso3: str) -> uuid.UUID:
    """The same in every installation, so that exported work finds its country again."""
    return uuid.uuid5(_OURS, iso3)


def load_shipped(path: Path = SHIPPED) -> int:
    """Bring the shipped list up to date, as often as one likes; says how many rows it has."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_shipped(line) for line in csv.DictReader(file)]
    with writing():
        Country.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=[*CODES, "names"])
    return len(rows)


def _shipped(line: Mapping[str, str]) -> Country:
    names = {language: line[language] for language in LANGUAGES if line[language]}
    return Country(id=shipped_id(line["iso3"]), names=names, **{code: line[code] for code in CODES})


def add_area(access: Access, within: Country, names: Mapping[str, str], *, pk: uuid.UUID | None = None) -> Country:
    """An area inside a country, for this organisation only; English or the first name given stands in for the others.

    An area of the same name in the same country is taken instead of a second one. Raises ValidationError without a name.
    """
    access.require(Right.MANAGE)
    clean = {language: text for language, name in names.items() if (text := clean_text(name))}
    if not clean or max(map(len, clean.values())) > LONGEST_NAME:
        raise ValidationError(_("Write the name of the area, in at most %(most)s characters.") % {"most": LONGEST_NAME})
    clean.setdefault("en", next(iter(clean.values())))
    if within.organisation_id not in (None, access.organisation.pk):
        raise ValidationError(_("This country is not in the list."))
    with writing():
        siblings = Country.objects.filter(organisation=access.organisation, within=within)
        if known := _same(siblings, clean["en"]):
            return known
        area = Country.objects.create(
            id=pk or new_id(),
            organisation=access.organisation,
            within=within,
            names=clean,
            region=within.region,
            sub_region=within.sub_region,
        )
        detail = {"within": str(within.pk)}
        record(access.organisation.pk, access.person, "area.added", "country", area.pk, detail=detail, content=clean)
    return area


def _same(areas: Iterable[Country], name: str) -> Country | None:
    return next((area for area in areas if str(area).casefold() == name.casefold()), None)
