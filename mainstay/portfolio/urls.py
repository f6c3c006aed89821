"""Addresses of home."""

from django.urls import path

from mainstay.portfolio import views

urlpatterns = [path("", views.home, name="home")]
