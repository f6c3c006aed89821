"""Addresses where programmes, interventions and what belongs to them are described; they are read in `portfolio`."""

from django.urls import path

from mainstay.programmes.views import intervention, leaving, note, product, programme, state, team

urlpatterns = [
    path("people/<uuid:pk>/end/", leaving.member_end, name="member_end"),
    path("programmes/new/", programme.programme_new, name="programme_new"),
    path("programmes/<uuid:pk>/edit/", programme.programme_edit, name="programme_edit"),
    path("interventions/new/", intervention.intervention_new, name="intervention_new"),
    path("interventions/<uuid:pk>/edit/", intervention.intervention_edit, name="intervention_edit"),
    path("interventions/<uuid:pk>/note/", note.intervention_note, name="intervention_note"),
    path("interventions/<uuid:pk>/tools/", note.intervention_tools, name="intervention_tools"),
    path("interventions/<uuid:pk>/team/", team.intervention_team, name="intervention_team"),
    path("interventions/<uuid:pk>/team/<uuid:person>/", team.team_member, name="team_member"),
    path("interventions/<uuid:pk>/team/<uuid:person>/remove/", team.team_remove, name="team_remove"),
    path("interventions/<uuid:pk>/close/", state.intervention_close, name="intervention_close"),
    path("interventions/<uuid:pk>/products/new/", product.product_new, name="product_new"),
    path("products/<uuid:pk>/edit/", product.product_edit, name="product_edit"),
]
