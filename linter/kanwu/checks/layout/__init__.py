"""Checks of layout."""
