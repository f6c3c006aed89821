"""Django's entry to this app."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "mainstay.library"
