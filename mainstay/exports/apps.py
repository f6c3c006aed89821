"""Django's entry to this app."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "mainstay.exports"
