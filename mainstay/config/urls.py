"""All addresses: each app brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include(f"mainstay.{app}.urls"))
    for app in ("portfolio", "accounts", "programmes", "assessments", "exports", "library")
]
