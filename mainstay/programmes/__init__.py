"""Programmes, interventions and what else an assessment can be about."""
