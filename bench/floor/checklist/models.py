"""Three tables: checklists with a summary, their answers, and what was changed."""

from django.db import models


class Checklist(models.Model):
    country = models.CharField(max_length=40)
    answered = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    score = models.FloatField(default=0)

    def __str__(self) -> str:
        return self.country


class Answer(models.Model):
    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE)
    position = models.IntegerField()
    question = models.TextField()
    result = models.IntegerField(default=0)  # 0 = not answered
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["checklist", "result"])]

    def __str__(self) -> str:
        return self.question


class Audit(models.Model):
    at = models.DateTimeField(auto_now_add=True)
    answer_id = models.BigIntegerField(db_index=True)
    before = models.TextField()
    after = models.TextField()

    def __str__(self) -> str:
        return f"{self.answer_id} {self.after}"
