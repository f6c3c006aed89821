"""Addresses of the pages about Mainstay itself."""

from django.urls import path

from mainstay.library import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("about/corrections/", views.corrections, name="corrections"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("appearance/", views.appearance, name="appearance"),
]
