"""Checks of marks that come in pairs."""
