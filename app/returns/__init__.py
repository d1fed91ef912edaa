"""Renders and reads returns; accepts and gives only released types."""
