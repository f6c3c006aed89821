"""Django's entry to this app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "mainstay.programmes"
