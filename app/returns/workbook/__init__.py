"""The Excel return: for reading, filtering and sorting, not for filling in."""

from app.returns.workbook.book import render_workbook

__all__ = ["render_workbook"]
