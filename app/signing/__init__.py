"""Identities, the certificates trusted here, signatures on returns and their strict verification."""

from app.signing.offline import bar_http_client

bar_http_client()  # before any module of this package imports pyHanko
