"""Events: plain ids and printed names, no foreign keys, never text that somebody typed."""

from django.db import models

from mainstay.core.ids import new_id


class Event(models.Model):
    """One thing that happened in an organisation, chained to the one before by its MAC."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.UUIDField()
    number = models.PositiveBigIntegerField(help_text="1, 2, 3 … within the organisation, without gaps.")
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=120, help_text='As printed then; "shell" or "system" without a person.')
    verb = models.CharField(max_length=40)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=80)
    detail = models.JSONField(default=dict, help_text="Ids, versions, labels and counts only.")
    digest = models.CharField(max_length=64, blank=True, help_text="HMAC-SHA-256 of the content that was written.")
    through = models.CharField(max_length=12)
    once = models.CharField(max_length=120, null=True, help_text="Set where an event is to stand once, as a view in an hour.")
    mac = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="event_number_once"),
            models.UniqueConstraint(fields=["organisation", "once"], name="event_once"),
        ]
        indexes = [models.Index(fields=["organisation", "object_kind", "object_id"], name="event_of_object")]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.object_kind}"
