"""How this browser shows Mainstay: light, dark, or as the device asks."""

from django.utils.translation import gettext_lazy as _

COOKIE = "mainstay_theme"
THEMES = {"light": _("Light"), "dark": _("Dark"), "": _("As the device")}
YEAR = 365 * 24 * 3600
