"""Letters: responses, replies and concerns as signed PDFs, each with its payload inside."""

from app.returns.letter.document import render_letter

__all__ = ["render_letter"]
