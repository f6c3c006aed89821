"""All addresses of the floor."""

from checklist import views
from django.urls import path

urlpatterns = [
    path("c/<int:pk>/", views.page),  # open a checklist
    path("a/<int:pk>/", views.save),  # autosave one answer
    path("p/", views.portfolio_live),  # portfolio, aggregated on every request
    path("ps/", views.portfolio_summary),  # portfolio, read from one summary row per checklist
    path("k/", views.country_live),  # dashboard by country, aggregated on every request
    path("ks/", views.country_summary),  # dashboard by country, from the summary rows
    path("noop/", views.noop),  # Django's own cost: no query, no template
]
