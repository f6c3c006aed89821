"""`demo`: fill the demo organisation, or fill it again."""

from typing import Any

from django.core.management.base import BaseCommand

from mainstay.portfolio import demo


class Command(BaseCommand):
    help = "Fill the demo organisation, or fill it again; what was in it is gone."

    def handle(self, *args: Any, **options: Any) -> str:
        return f"{demo.fill()} is filled."
