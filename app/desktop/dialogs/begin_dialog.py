"""The first run in three steps: the establishment, its period, and who is at the window."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QWidget

from app.desktop.dialogs.choices import chosen, fill_choice
from app.desktop.dialogs.form_dialog import FormDialog
from app.desktop.forms import FormLoader
from app.desktop.views.form_views import BeginFormView, BeginInput
from app.desktop.views.home_view import ScopeView
from app.desktop.widgets.button import Button
from app.desktop.widgets.choice import Choice

LEAD, HEAD = "lead", "head"
_HEADINGS = ("The establishment", "Its first period", "You")


class BeginDialog(FormDialog):
    """Emits `given(BeginInput)` at each step: whoever asked shows faults, goes on by `go_to`, or accepts it.

    Signal `place_asked`: the user wants to choose where the file is made; answer by `take_place`.
    """

    FORM = "begin_dialog"

    place_asked = Signal()

    form_step: QLabel
    steps: QStackedWidget
    name_field: QLineEdit
    code_field: QLineEdit
    sector_field: Choice
    country_field: Choice
    holds_field: Choice
    period_field: Choice
    due_field: QLineEdit
    you_field: QLineEdit
    post_field: Choice
    place_field: QLineEdit
    place_button: Button
    back_button: Button

    def __init__(self, loader: FormLoader, view: BeginFormView, parent: QWidget | None = None) -> None:
        super().__init__(loader, "Begin an establishment’s file", "", parent)
        self._view = view
        self._offered: dict[QLineEdit, str] = {}
        self._fill(view)
        self.sector_field.currentIndexChanged.connect(self._on_sector_changed)
        self.period_field.currentIndexChanged.connect(self._on_period_changed)
        self.place_button.clicked.connect(self.place_asked)
        self.back_button.clicked.connect(self._on_back_asked)
        self.go_to(0)

    @property
    def step(self) -> int:
        """The step on show, from 0."""
        return self.steps.currentIndex()

    @property
    def is_last(self) -> bool:
        """Tell whether nothing more is asked after this step."""
        return self.step == self.steps.count() - 1

    def step_of(self, name: str) -> int:
        """Return the step in which a field stands; the one on show for what belongs to no field."""
        field = self.findChild(QWidget, f"{name}_field") if name else None
        pages = [self.steps.widget(place) for place in range(self.steps.count())]
        return next((n for n, page in enumerate(pages) if field and page and page.isAncestorOf(field)), self.step)

    def go_to(self, step: int) -> None:
        """Show a step, with the focus on its first field."""
        self.steps.setCurrentIndex(step)
        self.form_step.setText(f"Step {step + 1} of {self.steps.count()}")
        self.form_heading.setText(_HEADINGS[step])
        self.back_button.setEnabled(step > 0)
        self.accept_button.setText("Make the file" if self.is_last else "Next")
        self.accept_button.updateGeometry()
        if self.is_last:
            self._offer(self.place_field, str(self._view.folder / f"{self.code_field.text().strip() or 'new'}.assure"))
        (self.name_field, self.period_field, self.you_field)[step].setFocus()
        self.fit()

    def take_place(self, path: Path) -> None:
        """Take where the file is to be made."""
        self.place_field.setText(str(path))

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, on the first step in which something is."""
        if faults:
            self.go_to(min(map(self.step_of, faults)))
        super().show_faults(faults)

    def read(self) -> BeginInput:
        """Return what stands in the fields."""
        return BeginInput(
            name=self.name_field.text().strip(),
            code=self.code_field.text().strip().upper(),
            sector=chosen(self.sector_field),
            country=chosen(self.country_field),
            holds=chosen(self.holds_field),
            period=chosen(self.period_field),
            due=self.due_field.text().strip(),
            you=self.you_field.text().strip(),
            post=chosen(self.post_field),
            place=self.place_field.text().strip(),
        )

    def _fill(self, view: BeginFormView) -> None:
        given = view.given
        self.name_field.setText(given.name)
        self.code_field.setText(given.code)
        fill_choice(self.sector_field, view.sectors, given.sector)
        fill_choice(self.country_field, view.countries, given.country)
        fill_choice(self.holds_field, view.holds, given.holds)
        fill_choice(self.period_field, view.periods, given.period)
        self.you_field.setText(given.you)
        self._on_sector_changed()
        self._on_period_changed()

    def _offer(self, field: QLineEdit, text: str) -> None:
        """Put a text into a field, unless its user wrote another there."""
        if field.text() == self._offered.get(field, ""):
            field.setText(text)
            field.setCursorPosition(0)
            self._offered[field] = text

    def _on_sector_changed(self) -> None:
        posts = (ScopeView(LEAD, "Audit lead"), ScopeView(HEAD, self._view.heads[chosen(self.sector_field)]))
        fill_choice(self.post_field, posts, chosen(self.post_field))

    def _on_period_changed(self) -> None:
        self._offer(self.due_field, self._view.dues[chosen(self.period_field)])

    def _on_back_asked(self) -> None:
        self.go_to(self.step - 1)
