"""Django's entry to this app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "mainstay.assessments"
