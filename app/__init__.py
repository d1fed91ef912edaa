"""Assurance Desk: offline self-assurance against the NOMS commissioning intentions from 2014."""

__version__ = "0.1.0"
