"""Checks of grammar."""
