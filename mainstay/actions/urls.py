"""Addresses of actions across all work."""

from django.urls import path

from mainstay.actions import views

urlpatterns = [path("actions/", views.action_list, name="actions")]
