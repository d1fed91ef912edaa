"""The PDF return."""

from app.returns.pdf.document import render_pdf

__all__ = ["render_pdf"]
