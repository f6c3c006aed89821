"""Django's entry to this app."""

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "mainstay.actions"
