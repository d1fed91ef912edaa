"""Assurance Desk: offline self-assurance against the NOMS commissioning intentions from 2014."""
