"""A filled checklist with people who write it, review it and sign it."""

from dataclasses import dataclass
from typing import Any

from mainstay.accounts.rules import Access
from mainstay.assessments import review
from mainstay.assessments.models import Assessment, Entry, ReviewStep
from mainstay.assessments.services import entries
from mainstay.assessments.services import review as steps
from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.programmes import services as programmes
from mainstay.programmes.models import Intervention
from tests import world as w


@dataclass
class Reviewed:
    """Bob and Lea write; Rita and Lea may sign; Alice administers; Vera looks on."""

    world: w.World
    intervention: Intervention
    checklist: Assessment
    rita: Access
    lea: Access

    def look(self, by: Access) -> review.Review:
        return review.review(self.subject(by))

    def subject(self, by: Access) -> review.Subject:
        return review.assessment_of(w.opened(by, self.checklist))

    def form(self, by: Access, text: str = "", **more: Any) -> steps.Form:
        """As the page hands it out now."""
        return steps.Form(new_id(), self.look(by).last, text, **more)

    def submit(self, by: Access | None = None, **more: Any) -> ReviewStep:
        writer = by or self.world.bob
        return steps.submit(self.subject(writer), self.form(writer), **more)

    def sign(self, by: Access) -> ReviewStep:
        found = self.look(by)
        return steps.sign(self.subject(by), self.form(by), found.matter.fingerprint, found.as_at)

    def ask(self, by: Access, why: str = "Say more on training") -> ReviewStep:
        return steps.request_changes(self.subject(by), self.form(by, why))

    def stands(self) -> str:
        self.checklist.refresh_from_db()
        return self.look(self.world.alice).stands.shown

    def change(self, by: Access, number: int = 0, how: str = "Otherwise", role: str = "met") -> Entry:
        item = w.items(self.checklist)[number]
        seen = Entry.objects.get(assessment=self.checklist, item=item, role="answer").version
        entry: Entry = w.answer(by, self.checklist, item, role, seen=seen, how=how)[0]
        return entry


def build() -> Reviewed:
    world = w.build()
    intervention = world.intervention()
    programmes.choose_tools(world.alice, intervention, [world.tool()], left_out_reason="Small.", seen=intervention.version)
    intervention.refresh_from_db()
    checklist = world.checklist(intervention, by=world.bob)
    fill(world.bob, checklist)
    rita = w.person(world.organisation, "rita", "reviewer", Label.INTERNAL)
    lea = w.person(world.organisation, "lea", "lead", Label.INTERNAL)
    return Reviewed(world, intervention, checklist, rita, lea)


def fill(by: Access, checklist: Assessment, but: int = 0) -> None:
    """Every question answered with Yes and how, except the last few."""
    yes = w.choice(checklist, "met")
    posted = [entries.Posted(item, {"choice": yes, "how": "As planned"}, 0) for item in w.items(checklist)]
    entries.record_entries(w.opened(by, checklist), posted[: len(posted) - but])
