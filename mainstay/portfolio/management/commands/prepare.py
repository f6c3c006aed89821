"""`prepare`: everything that a start needs: tables, countries, the pack, and in a new database the demo."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from mainstay.accounts.models import Organisation
from mainstay.catalogue import services as catalogue
from mainstay.catalogue.problems import PackRefused
from mainstay.countries import services as countries
from mainstay.portfolio import demo


class Command(BaseCommand):
    help = "Bring the database up to date: tables, countries, the pack; fill the demo where there is no organisation yet."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        countries.load_shipped()
        try:
            for folder in sorted(path.parent for path in Path(settings.PACKS).glob("*/pack.yaml")):
                catalogue.install(folder, through="system")
        except PackRefused as refused:
            raise CommandError(str(refused)) from None
        if not Organisation.objects.exists():
            demo.fill()
