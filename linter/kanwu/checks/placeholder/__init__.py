"""Checks of placeholders."""
