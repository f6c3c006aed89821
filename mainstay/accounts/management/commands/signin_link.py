"""`signin_link [--email EMAIL]`: a link that signs a member in once; without an address, the demo's administrator."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from mainstay.accounts import services
from mainstay.accounts.errors import Refused
from mainstay.accounts.models import Membership, OneTimeLink, Role
from mainstay.accounts.shell import BASE_URL, handed_over


class Command(BaseCommand):
    help = "Print a one-time sign-in link, good for 24 hours. Outside the demo it asks for a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", help="a member of any organisation (default: the demo's administrator)")
        parser.add_argument("--base-url", **BASE_URL)

    def handle(self, *args: Any, **options: Any) -> str:
        try:
            membership = _membership(options["email"])
            whom = services.Invited(membership.person.email, membership.role, membership.clearance)
            link, token = services.make_link(membership.organisation, OneTimeLink.Purpose.SIGN_IN, whom, through="shell")
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        return handed_over(link, token, options["base_url"], self.stderr)


def _membership(email: str | None) -> Membership:
    here = (
        Membership.objects.filter(left_at=None, person__is_active=True)
        .select_related("person", "organisation")
        .order_by("joined_at")
    )
    if email:
        person = here.filter(person__email=email.strip().lower())
        found = person.filter(person__at_work_in__in=person).first() or person.first()
        missing = _("Nobody with the address %(email)s belongs to an organisation here.") % {"email": email}
    else:
        found = here.filter(organisation__demo=True, role=Role.ADMINISTRATOR).first()
        missing = _("There is no demo organisation here: name somebody with --email.")
    if found is None:
        raise Refused(missing)
    return found
