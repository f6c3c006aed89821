"""Addresses of documents."""

from django.urls import path

from mainstay.exports import views

urlpatterns = [path("interventions/<uuid:pk>/export/", views.export, name="export")]
