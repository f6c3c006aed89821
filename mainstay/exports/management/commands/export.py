"""`export FORMAT --intervention REF`: the same documents as on the page, for whoever holds the shell."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from mainstay.accounts.errors import Refused as Unknown
from mainstay.accounts.models import Person, Role
from mainstay.accounts.rules import Access
from mainstay.accounts.shell import organisation_called
from mainstay.core.labels import Label
from mainstay.exports import services
from mainstay.exports.compose import Refused, compose
from mainstay.exports.formats import Format, formats
from mainstay.programmes.models import Intervention
from mainstay.reports.document import Audience

SHOWN = 20
"""References named when one is not found."""


class Command(BaseCommand):
    help = "Write a document of an intervention to standard output, or to a file with -o."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("format", choices=list(formats()))
        parser.add_argument("--intervention", metavar="REF", help="as DEMO-1")
        parser.add_argument("--tool", metavar="ID", help="only this tool, without the intervention note")
        parser.add_argument("--country", metavar="ISO3", help="comes with a later version")
        parser.add_argument("--file", metavar="REF", help="comes with a later version")
        parser.add_argument("--organisation", metavar="NAME", help="needed where several have the same reference")
        parser.add_argument("--audience", choices=[one.value for one in Audience], default=Audience.OURS.value)
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default=settings.LANGUAGE_CODE)
        parser.add_argument("--recipient", default="", help="who gets it; kept in the record")
        parser.add_argument("--purpose", default="", help="what for; kept in the record")
        parser.add_argument("-o", "--output", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = _content(options)
        except (Refused, Unknown) as refusal:
            raise CommandError(str(refusal)) from None
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        if options["output"]:
            options["output"].write_bytes(content)
            self.stderr.write(_("Written: %(file)s") % {"file": options["output"]})
        else:
            _to_standard_output(content, formats()[options["format"]])


def _content(options: dict[str, Any]) -> bytes:
    for later in ("country", "file"):
        if options[later]:
            raise Refused(_("--%(option)s comes with a later version of Mainstay.") % {"option": later})
    intervention = _intervention(options["intervention"], options["organisation"])
    # The shell belongs to whoever runs the installation: it sees all that the organisation has.
    access = Access(Person(name="shell"), intervention.organisation, Role.ADMINISTRATOR, Label.STRICTLY_CONFIDENTIAL)
    tools = {options["tool"]} if options["tool"] else None
    composed = compose(access, intervention, tools, Audience(options["audience"]), options["language"])
    handing = services.Handing(options["recipient"], options["purpose"], through="shell")
    return services.export(access, intervention, composed, formats()[options["format"]], handing)


def _intervention(ref: str | None, organisation: str | None) -> Intervention:
    """Raises Refused with the references there are."""
    there = Intervention.objects.select_related("organisation", "programme").order_by("ref")
    if organisation:
        there = there.filter(organisation=organisation_called(organisation))
    refs = ", ".join(there.values_list("ref", flat=True)[:SHOWN]) or "–"
    if not ref:
        raise Refused(_("Say which intervention: --intervention REF. There are: %(refs)s") % {"refs": refs})
    found = list(there.filter(ref__iexact=ref.strip()))
    if not found:
        raise Refused(_("There is no intervention “%(ref)s”. There are: %(refs)s") % {"ref": ref, "refs": refs})
    if len(found) > 1:
        names = ", ".join(str(one.organisation) for one in found)
        raise Refused(
            _("Several organisations have “%(ref)s”: say which with --organisation: %(names)s") % {"ref": ref, "names": names}
        )
    return found[0]


def _to_standard_output(content: bytes, form: Format) -> None:
    if sys.stdout.isatty() and not form.mime.endswith("json"):
        raise CommandError(_("This format is no text: write it to a file with -o FILE, or pipe it on."))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
