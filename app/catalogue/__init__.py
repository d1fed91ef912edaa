"""Reads and validates catalogue packs."""
