"""Painted controls, each small; they draw from the theme's tokens and take their sizes from its zoom."""
