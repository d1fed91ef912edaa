"""The least that could be ready to type: PySide6 and sqlmodel imported, one query run.

sqlmodel comes first, which is the faster order: PySide6 slows every import after it.
"""

import sys

from sqlmodel import Session, create_engine, text

# isort: split
from PySide6 import QtWidgets

with Session(create_engine("sqlite://")) as session:
    answer = session.connection().execute(text("SELECT 1")).scalar_one()
sys.exit(0 if answer == 1 and QtWidgets.QApplication.instance() is None else 1)
