"""Findings counted."""
