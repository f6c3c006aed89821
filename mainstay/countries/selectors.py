"""What is read of countries and areas: the shipped list and an organisation's own additions."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.rules import Access
from mainstay.countries.collation import sort_key
from mainstay.countries.models import Country

DESIGNATIONS = _(
    "Countries and areas are named as the list of the United Nations names them. "
    "The names imply no opinion on their status, their authorities or their borders."
)
"""Stands wherever countries are listed."""

REGIONS = {
    "Africa": _("Africa"),
    "Americas": _("Americas"),
    "Asia": _("Asia"),
    "Europe": _("Europe"),
    "Oceania": _("Oceania"),
    "": _("Other areas"),
}


@dataclass(frozen=True, slots=True)
class CountryChoice:
    """A country or area as somebody chooses it; `name` of an area says the country it lies in."""

    id: UUID
    name: str
    region: str
    iso3: str
    shipped: bool

    @property
    def key(self) -> str:
        """As forms name it: three letters where all know them, which keeps a page of 249 short."""
        return self.iso3 if self.shipped else str(self.id)


def countries(access: Access) -> QuerySet[Country]:
    """The shipped list and all that the organisation added; `programmes.selectors.countries` says which one may choose."""
    return Country.objects.filter(Q(organisation=None) | Q(organisation=access.organisation))


def listed(found: Iterable[Country], language: str) -> list[CountryChoice]:
    """These countries in this language and its order; an area follows what it lies in, where that is among them. One query."""
    language = language.partition("-")[0]
    rows = {row.pk: row for row in found}
    named = [(row, _path(row, rows, language)) for row in rows.values()]
    named.sort(key=lambda pair: [sort_key(part, language) for part in pair[1]])
    return [CountryChoice(row.pk, ": ".join(path), row.region, row.iso3, row.organisation_id is None) for row, path in named]


def _path(country: Country, rows: dict[UUID, Country], language: str) -> list[str]:
    """Its name after the names of what it lies in."""
    path = [country.name(language)]
    while country.within_id and country.within_id in rows:
        country = rows[country.within_id]
        path.insert(0, country.name(language))
    return path


def by_region(chosen: list[CountryChoice]) -> list[tuple[str, list[CountryChoice]]]:
    """The same choices in the order of regions, regions without any left out."""
    regions = [(str(name), [choice for choice in chosen if choice.region == region]) for region, name in REGIONS.items()]
    known = {choice.id for _name, group in regions for choice in group}
    regions[-1][1].extend(choice for choice in chosen if choice.id not in known)
    return [(name, group) for name, group in regions if group]
