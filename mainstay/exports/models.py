"""Which files left the house, for whom and what for; never what stood in them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mainstay.core.ids import new_id
from mainstay.core.labels import Label
from mainstay.exports.audiences import NAMES

LONGEST_RECIPIENT, LONGEST_PURPOSE = 200, 300


class Export(models.Model):
    """One file: whoever asks later what went to whom finds it here. The audit event points to it, since that holds no text."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    intervention = models.ForeignKey("programmes.Intervention", null=True, on_delete=models.SET_NULL, related_name="+")
    format = models.CharField(max_length=20)
    audience = models.CharField(max_length=10, choices=[(audience.value, name) for audience, name in NAMES.items()])
    label = models.PositiveSmallIntegerField(choices=Label, help_text="Highest of what is inside.")
    parts = models.JSONField(default=list, help_text="Ids of the tools inside.")
    recipient = models.CharField(_("Who gets it"), max_length=LONGEST_RECIPIENT, blank=True)
    purpose = models.CharField(_("What for"), max_length=LONGEST_PURPOSE, blank=True)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file: proves later whether a copy is this one.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    through = models.CharField(max_length=12)

    class Meta:
        indexes = [models.Index(fields=["organisation", "at"], name="export_list")]

    def __str__(self) -> str:
        return f"{self.format} {self.audience} {self.at:%Y-%m-%d}"
