"""The work that every checklist application has to do, and nothing more."""

from django.db import transaction
from django.db.models import Avg, Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from .models import Answer, Audit, Checklist

RESULTS = [(0, "Not assessed"), (1, "Yes"), (2, "Partly"), (3, "No"), (4, "Not applicable")]


def noop(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One query, 60 rows, one template."""
    rows = Answer.objects.filter(checklist_id=pk).order_by("position")
    return render(request, "page.html", {"rows": rows, "results": RESULTS, "pk": pk})


@csrf_exempt
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """One UPDATE and one audit INSERT in one transaction."""
    result, note = int(request.POST["result"]), request.POST["note"]
    with transaction.atomic():
        Answer.objects.filter(pk=pk).update(result=result, note=note)
        Audit.objects.create(answer_id=pk, before="", after=f"{result}:{note}")
    return HttpResponse(status=204)


def portfolio_live(request: HttpRequest) -> HttpResponse:
    done = Q(result__gt=0)
    rows = (
        Answer.objects.values("checklist_id", "checklist__country")
        .annotate(total=Count("id"), answered=Count("id", filter=done), score=Avg("result", filter=done))
        .order_by("checklist_id")
    )
    return render(request, "portfolio.html", {"rows": rows})


def country_live(request: HttpRequest) -> HttpResponse:
    done = Q(answer__result__gt=0)
    rows = (
        Checklist.objects.values("country")
        .annotate(total=Count("answer"), answered=Count("answer", filter=done), score=Avg("answer__result", filter=done))
        .order_by("country")
    )
    return render(request, "portfolio.html", {"rows": rows})


def country_summary(request: HttpRequest) -> HttpResponse:
    rows = (
        Checklist.objects.values("country")
        .annotate(total=Sum("total"), answered=Sum("answered"), score=Avg("score"))
        .order_by("country")
    )
    return render(request, "portfolio.html", {"rows": rows})


def portfolio_summary(request: HttpRequest) -> HttpResponse:
    rows = Checklist.objects.order_by("id").values("id", "country", "total", "answered", "score")
    return render(request, "portfolio.html", {"rows": rows})
