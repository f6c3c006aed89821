"""What work is about: programmes, their interventions, and the other things an assessment can be filled in for."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mainstay.accounts.models import Role
from mainstay.core.ids import new_id
from mainstay.core.labels import Label


class Owned(models.Model):
    """Everything here belongs to one organisation and carries a label."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    label = models.PositiveSmallIntegerField(_("Label"), choices=Label, default=Label.INTERNAL)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a late writer is noticed.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Programme(Owned):
    """A frame that interventions belong to; what it assessed once, they may inherit."""

    title = models.CharField(_("Title"), max_length=200)
    summary = models.TextField(_("Summary"), blank=True)
    starts_on = models.DateField(_("Starts"), null=True, blank=True)
    ends_on = models.DateField(_("Ends"), null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="programme_title_once")]

    def __str__(self) -> str:
        return self.title


class Intervention(Owned):
    """One planned piece of work, with the intervention note of the 2022 presentation."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    ref = models.CharField(_("Reference"), max_length=20, help_text="Short and unique in the organisation, as DEMO-1.")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="interventions")
    title = models.CharField(_("Title"), max_length=200)
    countries = models.ManyToManyField("countries.Country", related_name="+", verbose_name=_("Countries and areas"))
    crimes = models.JSONField(default=list, help_text="Ids of the pack.")
    areas = models.JSONField(default=list, help_text="Areas of work: ids of the pack.")
    counterparts = models.JSONField(default=list, help_text="[{kind, support}]: ids of the pack, no names.")
    stage = models.CharField(_("Stage"), max_length=40)
    starts_on = models.DateField(_("Starts"), null=True, blank=True)
    ends_on = models.DateField(_("Ends"), null=True, blank=True)
    workplan_code = models.CharField(_("Workplan code"), max_length=60, blank=True)
    expected_change = models.TextField(_("Expected change"), blank=True)
    theory = models.JSONField(default=dict, help_text="Text by id of the pack's theory-of-change checks.")
    theory_link = models.URLField(_("Link to the theory of change"), max_length=500, blank=True)
    left_out_reason = models.TextField(_("Why the other tools are left out"), blank=True)
    own_reasons = models.JSONField(default=dict, help_text="Reason by tool, for tools that ask for one of their own.")
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "ref"], name="intervention_ref_once")]
        indexes = [models.Index(fields=["organisation", "state", "updated_at"], name="intervention_list")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"


class ChosenTool(models.Model):
    """A tool that the team works with in an intervention."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="chosen_tools")
    tool = models.CharField(max_length=40)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    chosen_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "intervention", "tool"], name="chosen_tool_once")]

    def __str__(self) -> str:
        return self.tool


class TeamMember(models.Model):
    """Who works on an intervention; may raise role and clearance for it, never lower them."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    duty = models.CharField(_("Task in the team"), max_length=120, blank=True)
    role = models.CharField(max_length=16, choices=Role, blank=True)
    clearance = models.PositiveSmallIntegerField(choices=Label, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "intervention", "person"], name="team_member_once")]

    def __str__(self) -> str:
        return f"{self.intervention_id} {self.person_id}"


class CommunicationProduct(Owned):
    """One poster, film, page or campaign: the awareness checklist is filled in once for each."""

    intervention = models.ForeignKey(Intervention, on_delete=models.CASCADE, related_name="products")
    title = models.CharField(_("Title"), max_length=200)
    medium = models.CharField(_("Medium"), max_length=60, blank=True)
    language = models.CharField(_("Language"), max_length=60, blank=True)
    audience = models.CharField(_("Audience"), max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "intervention", "title"], name="product_title_once")]

    def __str__(self) -> str:
        return self.title


class DueDiligenceFile(Owned):
    """One counterpart x one package of support (human rights due diligence): units and posts, never persons."""

    ref = models.CharField(_("Reference"), max_length=20)
    counterpart = models.CharField(_("Unit or authority"), max_length=200)
    package = models.CharField(_("Package of support"), max_length=200)
    country = models.ForeignKey("countries.Country", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    interventions = models.ManyToManyField(Intervention, related_name="due_diligence_files", blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "ref"], name="due_diligence_ref_once")]

    def __str__(self) -> str:
        return f"{self.ref} {self.counterpart}"


class Reason(models.Model):
    """Why somebody closed or reopened work, lowered a label, or kept a text that the guard had stopped at."""

    class Of(models.TextChoices):
        CLOSED = "closed", _("Closed")
        REOPENED = "reopened", _("Reopened")
        LOWERED = "lowered", _("Label lowered")
        KEPT = "kept", _("Text kept after a warning on personal data")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="reasons")
    intervention = models.ForeignKey(Intervention, null=True, blank=True, on_delete=models.CASCADE, related_name="reasons")
    product = models.ForeignKey(CommunicationProduct, null=True, blank=True, on_delete=models.CASCADE, related_name="reasons")
    of = models.CharField(max_length=8, choices=Of)
    text = models.TextField(_("Reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(programme__isnull=False, intervention__isnull=True, product__isnull=True)
                | models.Q(programme__isnull=True, intervention__isnull=False, product__isnull=True)
                | models.Q(programme__isnull=True, intervention__isnull=True, product__isnull=False),
                name="reason_one_subject",
            )
        ]
        indexes = [models.Index(fields=["organisation", "at"], name="reason_list")]

    def __str__(self) -> str:
        return f"{self.of} {self.at:%Y-%m-%d}"
