"""The Excel return: for reading, filtering and sorting, not for filling in."""

from app.returns.workbook.book import core_properties, render_workbook

__all__ = ["core_properties", "render_workbook"]
