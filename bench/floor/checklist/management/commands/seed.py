"""seed N: N checklists of 60 answers (others with --items), in 50 countries, 80 % answered; prints a session for +auth."""

import random
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand
from django.db import transaction
from django.test import Client

from checklist.models import Answer, Checklist

NOTE = "Reviewed with the national counterpart; evidence on file, follow-up planned with the ministry. " * 2
QUESTION = "Is the measure established in law, resourced, and monitored by a body with the mandate to enforce it?"


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("n", type=int)
        parser.add_argument("--items", type=int, default=60)

    def handle(self, *args: Any, n: int, items: int, **options: Any) -> None:
        random.seed(7)
        for base in range(0, n, 100):
            with transaction.atomic():
                fill(range(base, min(base + 100, n)), items)
        user, _ = User.objects.get_or_create(username="bench")
        client = Client()
        client.force_login(user)
        self.stdout.write(client.cookies["sessionid"].value)


def fill(numbers: range, items: int) -> None:
    lists = Checklist.objects.bulk_create(Checklist(country=f"Country {i % 50:02d}", total=items) for i in numbers)
    answers = []
    for checklist in lists:
        results = [random.randint(1, 4) if place % 5 != 4 else 0 for place in range(items)]
        given = [result for result in results if result]
        checklist.answered, checklist.score = len(given), sum(given) / max(len(given), 1)
        for place, result in enumerate(results):
            note = NOTE if result else ""
            answers.append(Answer(checklist=checklist, position=place + 1, question=QUESTION, result=result, note=note))
    Answer.objects.bulk_create(answers, batch_size=500)
    Checklist.objects.bulk_update(lists, ["answered", "score"])
