"""Installed packs: each version is a copy that never changes, so that an answer keeps the wording it was given to."""

from django.db import models

from mainstay.core.ids import new_id


class PackVersion(models.Model):
    """One state of a pack's files, known by its content hash: any edit makes another one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pack = models.SlugField()
    version = models.CharField(max_length=40)
    content_hash = models.CharField(max_length=64, help_text="SHA-256 over the checked content.")
    manifest = models.JSONField(help_text="pack.yaml and errata as checked.")
    installed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "content_hash"], name="pack_content_once")]

    def __str__(self) -> str:
        return f"{self.pack} {self.version}"


class ToolCopy(models.Model):
    """The content of one tool in one version; kept apart so that a page loads only the tool it shows."""

    version = models.ForeignKey(PackVersion, on_delete=models.CASCADE, related_name="tools")
    tool = models.CharField(max_length=40)
    content = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "tool"], name="tool_once")]

    def __str__(self) -> str:
        return self.tool
