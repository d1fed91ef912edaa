"""Fictional views for screenshots and tests. The window itself never imports them."""
