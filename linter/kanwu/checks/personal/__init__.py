"""Checks of personal data."""
