"""`org create NAME --owner EMAIL`: a new organisation, and the link by which its owner comes in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mainstay.accounts import services
from mainstay.accounts.errors import Refused
from mainstay.accounts.shell import BASE_URL, handed_over


class Command(BaseCommand):
    help = "Make an organisation; prints a one-time link for its owner, good for 7 days."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="what", required=True)
        create = verbs.add_parser("create", help="make an organisation")
        create.add_argument("name")
        create.add_argument("--owner", required=True, metavar="EMAIL", help="who administers it")
        create.add_argument("--base-url", **BASE_URL)

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            _organisation, link, token = services.create_organisation(options["name"], options["owner"], through="shell")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        return handed_over(link, token, options["base_url"], self.stderr)
