"""Django's entry to this app."""

from django.apps import AppConfig


class CountriesConfig(AppConfig):
    name = "mainstay.countries"
