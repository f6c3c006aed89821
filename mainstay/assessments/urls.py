"""Addresses of assessments."""

from django.urls import path

from mainstay.assessments.views import item, labels, measures, organisation, page, removal, review, start

REVIEW = (
    ("review/", review.show, "review"),
    ("review/submit/", review.submit, "submit"),
    ("review/changes/", review.changes, "changes"),
    ("review/sign/", review.sign, "sign"),
    ("review/signatures/<uuid:sign_off>/withdraw/", review.withdraw, "unsign"),
    ("review/steps/<uuid:step>/remove/", review.redact, "review_redact"),
    ("sign-off/", review.sign_off, "sign_off"),
)
"""The same below an assessment and below an intervention."""
urlpatterns = [
    path(f"{of}s/<uuid:pk>/{tail}", view, {"of": of}, name=f"{of}_{name}")
    for of in ("assessment", "intervention")
    for tail, view, name in REVIEW
]
urlpatterns += [
    path("people/readings/", organisation.organisation, name="organisation"),
    path("assessments/start/", start.start, name="assessment_start"),
    path("assessments/<uuid:pk>/", page.assessment, name="assessment"),
    path("assessments/<uuid:pk>/source/", start.refresh, name="assessment_refresh"),
    path("assessments/<uuid:pk>/label/", start.relabel, name="assessment_label"),
    path("programmes/<uuid:pk>/label/", labels.programme_label, name="programme_label"),
    path("interventions/<uuid:pk>/label/", labels.intervention_label, name="intervention_label"),
    path("products/<uuid:pk>/label/", labels.product_label, name="product_label"),
    path("assessments/<uuid:pk>/items/<str:item>/", item.item, name="item"),
    path("assessments/<uuid:pk>/items/<str:item>/source/", item.from_source, name="item_source"),
    path("assessments/<uuid:pk>/items/<str:item>/label/", item.raise_label, name="item_label"),
    path("assessments/<uuid:pk>/items/<str:item>/actions/", item.add_action, name="action_new"),
    path("assessments/<uuid:pk>/items/<str:item>/actions/<uuid:action>/", item.change_action, name="action"),
    path("assessments/<uuid:pk>/items/<str:item>/actions/<uuid:action>/remove/", measures.remove_action, name="action_remove"),
    path("assessments/<uuid:pk>/items/<str:item>/actions/<uuid:action>/restore/", measures.restore_action, name="action_restore"),
    path("assessments/<uuid:pk>/items/<str:item>/second/", measures.second, name="item_second"),
    path("assessments/<uuid:pk>/items/<str:item>/comments/", item.add_comment, name="comment_new"),
    path("assessments/<uuid:pk>/items/<str:item>/comments/<uuid:comment>/", item.settle_comment, name="comment_settle"),
    path("assessments/<uuid:pk>/items/<str:item>/comments/<uuid:comment>/remove/", removal.redact_comment, name="comment_redact"),
    path("assessments/<uuid:pk>/items/<str:item>/versions/<uuid:revision>/restore/", removal.restore, name="revision_restore"),
    path("assessments/<uuid:pk>/items/<str:item>/versions/<uuid:revision>/remove/", removal.redact, name="revision_redact"),
]
