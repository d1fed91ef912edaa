"""Dialogs, each with its form."""
