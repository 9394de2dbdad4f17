"""Checks of typesetting."""
