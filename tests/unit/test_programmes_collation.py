"""Names of countries in the order that readers of a language expect, and the shipped list itself."""

import csv

import pytest

from mainstay.countries.collation import sort_key
from mainstay.countries.models import Country
from mainstay.countries.selectors import REGIONS
from mainstay.countries.services import LANGUAGES, SHIPPED, shipped_id


def rows() -> list[dict[str, str]]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Afghanistan", "Åland Islands", "Albania", "Côte d’Ivoire", "Croatia", "Sao Tome", "Viet Nam"]),
        ("es", ["Níger", "Nigeria", "Nueva", "Ñandú", "Omán"]),
        ("ru", ["Израиль", "Италия", "Йемен", "Казахстан"]),
        ("ar", ["إثيوبيا", "أستراليا", "بنما", "تايلند", "هايتي"]),
        ("fa", ["افغانستان", "پاکستان", "چین", "ژاپن", "فرانسه", "گرجستان", "نپال"]),
        ("ur", ["اٹلی", "بھارت", "پاکستان", "ڈنمارک", "نیپال"]),
        ("zh", ["阿富汗", "巴基斯坦", "法国", "尼泊尔", "中国"]),
        ("bn", ["আফগানিস্তান", "ইতালি", "নেপাল", "পাকিস্তান"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    assert sorted(set(names), key=lambda name: sort_key(name, language)) == names


def test_case_and_accents_do_not_part_equal_names() -> None:
    assert sort_key("CÔTE", "fr")[0] == sort_key("cote", "fr")[0]


def test_the_shipped_list_is_whole() -> None:
    found = rows()
    assert len(found) == len({row["iso3"] for row in found}) == 249
    assert sum(row["un_status"] == "member" for row in found) == 193
    assert all(row["en"] and len(row["iso3"]) == 3 and len(row["m49"]) == 3 for row in found)
    assert {row["region"] for row in found} == set(REGIONS)
    assert set(found[0]) == {"iso2", "iso3", "m49", "un_status", "region", "sub_region", *LANGUAGES}


def test_identifiers_are_the_same_in_every_installation() -> None:
    assert str(shipped_id("NPL")) == "dfe999e8-59f3-50d6-9d60-9e01652f02f7"
    assert shipped_id("NPL") != shipped_id("PAK")


def test_a_name_falls_back_to_english() -> None:
    country = Country(names={"en": "Nepal", "ar": "نيبال"})
    assert (country.name("ar"), country.name("ar-sy"), country.name("fr")) == ("نيبال", "نيبال", "Nepal")
