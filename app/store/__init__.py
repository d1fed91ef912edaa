"""Keeps the .assure file: tables, sealed store, audit chain, backups."""
