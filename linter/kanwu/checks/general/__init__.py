"""Checks of any text."""
