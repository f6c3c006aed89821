"""What people answered: assessments of a subject, their entries with every revision, links, comments and sign-offs."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mainstay.core.ids import NO_ROW, key_of, new_id
from mainstay.core.labels import Label

PERSON = settings.AUTH_USER_MODEL
SUBJECTS = ("country", "programme", "intervention", "due_diligence_file", "product", "organisation_itself")
"""The six columns of which an assessment fills exactly one; a programme is one, so that interventions can inherit from it."""


def _exactly_one_subject() -> models.Q:
    either = models.Q()
    for chosen in SUBJECTS:
        either |= models.Q(**{f"{name}__isnull": name != chosen for name in SUBJECTS})
    return either


def _assessment_or_intervention() -> models.Q:
    return models.Q(assessment__isnull=True, intervention__isnull=False) | models.Q(
        assessment__isnull=False, intervention__isnull=True
    )


class Assessment(models.Model):
    """One tool filled in for one subject on one occasion."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in-review", _("In review")
        CHANGES_REQUESTED = "changes-requested", _("Changes requested")
        SIGNED = "signed", _("Signed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    tool = models.CharField(max_length=40)
    pack_version = models.ForeignKey("catalogue.PackVersion", on_delete=models.PROTECT, related_name="+")
    country = models.ForeignKey("countries.Country", null=True, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey("programmes.Programme", null=True, on_delete=models.CASCADE, related_name="assessments")
    intervention = models.ForeignKey("programmes.Intervention", null=True, on_delete=models.CASCADE, related_name="assessments")
    due_diligence_file = models.ForeignKey(
        "programmes.DueDiligenceFile", null=True, on_delete=models.CASCADE, related_name="assessments"
    )
    product = models.ForeignKey(
        "programmes.CommunicationProduct", null=True, on_delete=models.CASCADE, related_name="assessments"
    )
    organisation_itself = models.ForeignKey("accounts.Organisation", null=True, on_delete=models.CASCADE, related_name="+")
    occasion = models.CharField(
        max_length=10, blank=True, help_text="The date (YYYY-MM-DD) of a round, empty where the tool is filled in once."
    )
    occasion_title = models.CharField(_("Name of the round"), max_length=120, blank=True)
    inherits_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="heirs")
    label = models.PositiveSmallIntegerField(choices=Label)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    summary = models.JSONField(default=dict, help_text="What the kind says of the entries; written in their transaction.")
    created_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_exactly_one_subject(), name="assessment_one_subject"),
            *(
                models.UniqueConstraint(fields=["organisation", name, "tool", "occasion"], name=f"assessment_of_{name}_once")
                for name in SUBJECTS
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "updated_at"], name="assessment_list")]

    def __str__(self) -> str:
        return f"{self.tool} {self.occasion}".strip()


class Entry(models.Model):
    """The answer to one item, an own row, or an action; `data` is what the kind's form let through."""

    class Role(models.TextChoices):
        ANSWER = "answer", _("Answer")
        ROW = "row", _("Own row")
        ACTION = "action", _("Action")

    class Status(models.TextChoices):
        """Of an action."""

        OPEN = "open", _("To do")
        UNDER_WAY = "under-way", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="entries")
    item = models.CharField(max_length=60)
    row = models.UUIDField(
        default=NO_ROW, help_text="Own risk, stakeholder, group, recommendation or action; zero: the item itself."
    )
    rater = models.ForeignKey(
        PERSON, null=True, on_delete=models.PROTECT, related_name="+", help_text="Where several people rate."
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    role = models.CharField(max_length=8, choices=Role, default=Role.ANSWER)
    data = models.JSONField(default=dict)
    choice = models.CharField(max_length=40, blank=True)
    duty = models.CharField(max_length=40, blank=True)
    complete = models.BooleanField(default=False)
    owner = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=12, blank=True, choices=Status)
    label = models.PositiveSmallIntegerField(
        choices=Label, null=True, blank=True, help_text="Raises the assessment's, never lowers it."
    )
    removed = models.BooleanField(default=False, help_text="Taken away by a person; its revisions can bring it back.")
    origin = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies")
    origin_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The source's version that was taken over or looked at."
    )
    inherited = models.BooleanField(default=False, help_text="Still as taken over from `origin`.")
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item", "row"], condition=models.Q(rater=None), name="entry_once"),
            models.UniqueConstraint(
                fields=["assessment", "item", "row", "rater"], condition=~models.Q(rater=None), name="entry_once_per_rater"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "role", "owner", "status", "due"], name="entry_actions"),
            models.Index(fields=["organisation", "assessment", "item"], name="entry_of_assessment"),
        ]

    def __str__(self) -> str:
        return f"{self.item} v{self.version}"

    @property
    def key(self) -> str:
        return key_of(self.item, self.row)


ANSWERS = (Entry.Role.ANSWER, Entry.Role.ROW)
"""What the items of a tool hold; actions hang below them."""


class EntryRevision(models.Model):
    """One change of an entry: what stood there, what stands there now, and the wording it answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    wording = models.TextField(help_text="The item's text in force when this was answered.")
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    through = models.CharField(max_length=12)
    note = models.CharField(max_length=300, blank=True, help_text="Why a warning was set aside, what was restored.")
    digest = models.CharField(max_length=64, help_text="Keyed digest of `after`; stays when the text is removed.")
    redacted_at = models.DateTimeField(null=True)
    redacted_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    redaction_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "version"], name="revision_once")]
        indexes = [models.Index(fields=["organisation", "at"], name="revision_list")]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.version}"


class Link(models.Model):
    """A thread between two entries: the finding behind a risk, the indicator that shows an action works."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="links_in")
    relation = models.CharField(max_length=40)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "source", "target", "relation"], name="link_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.relation} {self.target_id}"


class Comment(models.Model):
    """What somebody says about an item, answered or not; resolved when settled, its text removable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="comments")
    item = models.CharField(max_length=60)
    row = models.UUIDField(default=NO_ROW)
    text = models.TextField()
    mentions: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(PERSON, related_name="+", blank=True)
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    redacted_at = models.DateTimeField(null=True)
    redaction_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "assessment", "item"], name="comment_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.at:%Y-%m-%d}"

    @property
    def key(self) -> str:
        return key_of(self.item, self.row)


class SignOff(models.Model):
    """A person vouches for exactly this content of an assessment, or of an intervention as a whole."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.CASCADE, related_name="sign_offs")
    intervention = models.ForeignKey("programmes.Intervention", null=True, on_delete=models.CASCADE, related_name="sign_offs")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 over the keyed digest of every piece and the pack.")
    content = models.JSONField(default=dict, help_text="Digest, version and writer by piece, so that a change can be named.")
    person = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_assessment_or_intervention(),
                name="sign_off_one_subject",
            )
        ]
        indexes = [models.Index(fields=["organisation", "at"], name="sign_off_list")]

    def __str__(self) -> str:
        return self.fingerprint[:12]


class ReviewStep(models.Model):
    """One step of the review of an assessment, or of an intervention as a whole: who did what, and why."""

    class Step(models.TextChoices):
        SUBMITTED = "submitted", _("Submitted for review")
        CHANGES = "changes-requested", _("Changes requested")
        SIGNED = "signed", _("Signed")
        WITHDRAWN = "withdrawn", _("Signature withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.CASCADE, related_name="review_steps")
    intervention = models.ForeignKey("programmes.Intervention", null=True, on_delete=models.CASCADE, related_name="review_steps")
    step = models.CharField(max_length=20, choices=Step)
    state = models.CharField(max_length=20, choices=Assessment.State, help_text="In which state this step left it.")
    text = models.TextField(blank=True)
    asked: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(PERSON, related_name="+", blank=True)
    sign_off = models.ForeignKey(
        SignOff, null=True, on_delete=models.CASCADE, related_name="steps", help_text="What was signed, or withdrawn."
    )
    by = models.ForeignKey(PERSON, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    redacted_at = models.DateTimeField(null=True)
    redaction_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=_assessment_or_intervention(), name="review_step_one_subject")]
        indexes = [models.Index(fields=["organisation", "state", "at"], name="review_step_list")]

    def __str__(self) -> str:
        return f"{self.step} {self.at:%Y-%m-%d}"
