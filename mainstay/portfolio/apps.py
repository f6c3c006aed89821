"""Django's entry to this app."""

from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "mainstay.portfolio"
