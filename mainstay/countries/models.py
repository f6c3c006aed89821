"""Countries and areas as the UN lists them, areas within them, and fictional ones of a demo."""

from django.db import models

from mainstay.core.ids import new_id


class Country(models.Model):
    """A country or area, or a part of one: whatever an analysis can be about.

    Shipped rows have no organisation; an area that somebody adds, and a fictional country, belong to theirs.
    The designations imply no opinion on status or borders.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    within = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="areas")
    iso3 = models.CharField(max_length=8, blank=True)
    iso2 = models.CharField(max_length=2, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    un_status = models.CharField(max_length=20, blank=True)
    names = models.JSONField(help_text="Short name by language code; en is always there.")
    region = models.CharField(max_length=60, blank=True)
    sub_region = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["iso3"], condition=models.Q(organisation=None), name="country_iso3_once")]
        indexes = [models.Index(fields=["organisation", "iso3"], name="country_of_organisation")]

    def __str__(self) -> str:
        return str(self.names["en"])

    def name(self, language: str) -> str:
        """In the reader's language where the list has it, else in English."""
        return str(self.names.get(language.partition("-")[0]) or self.names["en"])
