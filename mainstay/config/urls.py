"""All addresses: each app brings its own."""

from django.urls import include, path

handler500 = "mainstay.accounts.kept.failed"  # typed text comes back, whatever went wrong
handler429 = "mainstay.accounts.views.door.too_many"
urlpatterns = [
    path("", include(f"mainstay.{app}.urls"))
    for app in ("portfolio", "accounts", "programmes", "assessments", "actions", "exports", "library")
]
