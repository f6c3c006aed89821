"""Addresses of home, and of the pages on which programmes and interventions are read."""

from django.urls import path

from mainstay.portfolio.views import home, intervention, programme

urlpatterns = [
    path("", home.home, name="home"),
    path("programmes/", programme.programme_list, name="programme_list"),
    path("programmes/<uuid:pk>/", programme.programme, name="programme"),
    path("interventions/", intervention.intervention_list, name="intervention_list"),
    path("interventions/<uuid:pk>/", intervention.intervention, name="intervention"),
]
