"""`invite EMAIL --org NAME --role ROLE`: the link by which somebody becomes a member."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mainstay.accounts import services
from mainstay.accounts.errors import Refused
from mainstay.accounts.models import OneTimeLink, Role
from mainstay.accounts.shell import BASE_URL, handed_over, organisation_called
from mainstay.core.labels import PACK_WORDS


class Command(BaseCommand):
    help = "Invite somebody; prints a one-time link, good for 7 days. An earlier open invitation to the address is withdrawn."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--org", required=True, metavar="NAME")
        parser.add_argument("--role", required=True, choices=[str(role) for role in Role])
        parser.add_argument(
            "--clearance", choices=list(PACK_WORDS), default="internal", help="what they may see (default internal)"
        )
        parser.add_argument("--base-url", **BASE_URL)

    def handle(self, *args: Any, **options: Any) -> str:
        whom = services.Invited(options["email"], options["role"], PACK_WORDS[options["clearance"]])
        try:
            organisation = organisation_called(options["org"])
            link, token = services.make_link(organisation, OneTimeLink.Purpose.INVITATION, whom, through="shell")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        return handed_over(link, token, options["base_url"], self.stderr)
