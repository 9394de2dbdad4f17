"""Checks of facts."""
