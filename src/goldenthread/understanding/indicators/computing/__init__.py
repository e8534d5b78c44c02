"""Figures worked out of published statistics and out of the statutory return."""
