"""Tests of this kind; no database."""
