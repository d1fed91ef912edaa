"""Looks inside a finished return: every text in it, wherever it stands, and whether it belongs there."""
