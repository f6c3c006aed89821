"""The smallest pack in which everything occurs once, and a way to spoil it."""

from pathlib import Path

PACK = """\
id: small
title: A small pack
version: 1.2.3
licence: CC BY 4.0
languages: [en]
acknowledgement: After nobody.
notice: Not the official text.
source: {title: A book, publisher: Nobody, year: 2021}
parts:
  - {id: "9", title: Part nine}
crimes:
  - {id: tip, title: Trafficking}
  - {id: som, title: Smuggling}
areas:
  - id: law
    title: Laws
    tools: [9.10]
stages:
  - {id: planning, title: Planning}
  - {id: closed, title: Closed}
counterparts:
  - {id: police, title: Police, role: security_force}
  - {id: shelter, title: Shelter}
support:
  - {id: none, title: None}
  - {id: given, title: Given, role: given}
theory_checks:
  - {id: 9.3.a, title: Entry points, text: Have they changed?}
scales:
  - id: answers
    choices:
      - {id: yes, label: Yes, role: met}
      - {id: no, label: No, role: unmet}
tools:
  - id: 9.10
    title: First checklist
    part: "9"
    kind: checklist
    subject: intervention
    state: ready
    page: 3
    purpose: To try things out.
    label: internal
    stages: [planning]
  - id: 9.2
    title: Second checklist
    part: "9"
    kind: checklist
    subject: intervention
    state: ready
    purpose: To refer to the first.
    label: internal
    occasions: true
  - id: 9.3
    title: Risks to come
    part: "9"
    kind: advocacy_log
    subject: intervention
    state: coming
    purpose: To be referred to.
    label: confidential
proposals:
  - {tool: 9.10, when: {areas: [law], crimes: [tip]}, reason: Laws against trafficking.}
  - {tool: 9.10, when: {stages: [planning]}, reason: You plan.}
  - {tool: 9.2, when: {always: true}, reason: For everybody.}
  - {tool: 9.3, when: {counterpart_roles: [security_force], support_roles: [given]}, reason: Support to a force.}
"""
FIRST = """\
tool: 9.10
scale: answers
intro: Begin here.
groups:
  - {id: 9.10.g1, title: Opening}
sections:
  - id: 9.10.s1
    title: What it is for
    text: For trying.
    lists:
      - {id: 9.10.l1, title: Two things, entries: [{id: 9.10.l1.x1, text: one thing}, {id: 9.10.l1.x2, text: another}]}
tables:
  - id: 9.10.t1
    title: A table
    columns: [Word, Meaning]
    rows:
      - {id: 9.10.t1.r1, title: Dawn, cells: [morning]}
items:
  - id: 9.10.q1
    group: 9.10.g1
    title: Plan known
    text: Do you know the plan?
    help: Ask for it.
    points: [{id: 9.10.q1.x1, text: its beginning}]
    law: [{instrument: A treaty, article: 14(1)}]
    see: [9.2, 9.3.r7]
    source: {page: 3, printed: see 8}
"""
SECOND = """\
tool: 9.2
scale: answers
items:
  - id: 9.2.q1
    title: Plan still known
    text: Do you still know it?
    same_as: 9.10.q1
    see: [9.10.q1.x1]
"""
ERRATA = """\
- id: E1
  touches: [9.10.q1, 9.3.r2]
  printed: see 8
  shown: see 9.2
  why: There is no 8.
  basis: source
  confidence: high
"""
FILES = {"pack.yaml": PACK, "tools/9.10.yaml": FIRST, "tools/9.2.yaml": SECOND, "errata.yaml": ERRATA}


def write_pack(folder: Path) -> Path:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Put `new` in place of `old`, which must stand in the file exactly once."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")
