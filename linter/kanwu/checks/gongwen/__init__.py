"""Checks of official documents."""
