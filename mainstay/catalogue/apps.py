"""Django's entry to this app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "mainstay.catalogue"
