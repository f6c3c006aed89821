"""`audit verify`: is the record as it was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mainstay.audit import chain


class Command(BaseCommand):
    help = "Walk each organisation's chain of events. Rows cut off at its end are not seen by this yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> str:
        organisations = chain.organisations()
        total = 0
        for organisation in organisations:
            read, broken = chain.verify(organisation)
            if broken:
                raise CommandError(_told(broken))
            total += read
        events = ngettext("%(count)d event", "%(count)d events", total) % {"count": total}
        return _("%(events)s in %(organisations)s, chain intact") % {
            "events": events,
            "organisations": ngettext("%(count)d organisation", "%(count)d organisations", len(organisations))
            % {"count": len(organisations)},
        }


def _told(broken: chain.Broken) -> str:
    place = {"organisation": broken.organisation, "number": broken.number}
    if broken.missing:
        return _("Organisation %(organisation)s: event %(number)s is missing, the chain is broken there.") % place
    return _("Organisation %(organisation)s: event %(number)s was changed, or the one before it was exchanged.") % place
