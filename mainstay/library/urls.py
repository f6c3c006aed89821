"""Addresses of the pages about Mainstay itself."""

from django.urls import path

from mainstay.library import toolkit, views

urlpatterns = [
    path("toolkit/", toolkit.toolkit, name="toolkit"),
    path("toolkit/<path:ref>/", toolkit.tool, name="tool"),
    path("about/", views.about, name="about"),
    path("about/corrections/", views.corrections, name="corrections"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("appearance/", views.appearance, name="appearance"),
]
