"""Identities, signatures and their strict verification."""
