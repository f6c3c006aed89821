"""Installed versions of packs cannot be changed, whoever tries."""

from django.db import migrations

from mainstay.catalogue import immutable


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(immutable.protect, immutable.release)]
