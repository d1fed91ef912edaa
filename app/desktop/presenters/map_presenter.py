"""The heat map of a reviewer's file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.desktop.aim import Aim
from app.desktop.choosing import choose_place
from app.desktop.pages.map_page import MapPage
from app.desktop.presenters.presenter import Presenter
from app.desktop.session import Session
from app.desktop.shell import Shell
from app.desktop.views.home_view import ScopeView
from app.desktop.views.map_view import MapCellView, MapColumnView, MapRowView, MapView
from app.desktop.views.shell_view import EmptyView
from app.domain.errors import UserError
from app.domain.heat_map import ASPECT_WORDS, LEGENDS, Aspect, HeatMap, HeatRow
from app.services.heat_maps import Maps, map_text, read_maps, write_map
from app.services.received import find_return

_PERIOD, _PLACE = "period:", "of:"


class MapPresenter(Presenter):
    """Shows a period, or an establishment over its periods; copies and saves what is shown."""

    key = "map"

    def __init__(self, session: Session, page: MapPage, shell: Shell) -> None:
        super().__init__(session, shell)
        self.page = page
        self._maps = Maps(())
        self._which = ""
        self._aspect = Aspect.LEVEL
        page.which_chosen.connect(self._on_which_chosen)
        page.aspect_chosen.connect(self._on_aspect_chosen)
        page.copy_asked.connect(self._on_copy_asked)
        page.save_asked.connect(self._on_save_asked)
        page.return_asked.connect(self._on_return_asked)

    def refresh(self) -> None:
        """Read the returns anew and show what was chosen, or else the latest period."""
        self._maps = read_maps(self.session.file)
        if not self._maps.points:
            self.page.show_empty(
                EmptyView(
                    "sheet", "No map yet", "Once returns are here, it shows the establishments beside each other."
                )
            )
            return
        if self._which not in {choice.key for choice in self._whiches()}:
            self._which = f"{_PERIOD}{self._maps.periods[0]}"
        self._show()

    def _show(self) -> None:
        made = self._made()
        titles = self._titles()
        self.page.show_map(
            MapView(
                summary=self._summary(made),
                whiches=self._whiches(),
                which=self._which,
                aspects=tuple(ScopeView(aspect.value, words) for aspect, words in ASPECT_WORDS.items()),
                aspect=self._aspect.value,
                legend=LEGENDS[self._aspect],
                columns=tuple(MapColumnView(ref, titles.get(ref, "")) for ref in made.refs),
                rows=tuple(self._row(row) for row in made.rows),
            )
        )

    def _made(self) -> HeatMap:
        if self._which.startswith(_PLACE):
            return self._maps.of_establishment(self._which.removeprefix(_PLACE), self._aspect)
        return self._maps.of_period(self._which.removeprefix(_PERIOD), self._aspect)

    def _whiches(self) -> tuple[ScopeView, ...]:
        periods = (ScopeView(f"{_PERIOD}{period}", f"All in {period}") for period in self._maps.periods)
        places = (
            ScopeView(f"{_PLACE}{code}", f"{name} over time")
            for code, name in sorted(self._maps.establishments.items(), key=lambda each: each[1])
        )
        return (*periods, *places)

    def _row(self, row: HeatRow) -> MapRowView:
        name = row.name if row.number else f"{row.code}, not received"
        title = row.period if self._which.startswith(_PLACE) else name
        spoken = f"{row.name}, {row.period}" if row.number else f"{row.name}, not received"
        cells = tuple(MapCellView(cell.text, cell.words, cell.tone) for cell in row.cells)
        return MapRowView(row.number, title, spoken, cells)

    def _summary(self, made: HeatMap) -> str:
        missing = sum(not row.number for row in made.rows)
        returns = len(made.rows) - missing
        said = f"{returns} {'return' if returns == 1 else 'returns'}, each row with its number when copied."
        return f"{said} {missing} not received." if missing else said

    def _titles(self) -> dict[str, str]:
        return {intention.ref: intention.short for intention in self.session.content().pack.intentions}

    def _on_which_chosen(self, key: str) -> None:
        self._which = key
        self._show()

    def _on_aspect_chosen(self, key: str) -> None:
        self._aspect = Aspect(key)
        self._show()

    def _on_copy_asked(self) -> None:
        QGuiApplication.clipboard().setText(map_text(self._made(), self._aspect, self.session.file.scheme))
        self._say("The map is copied, with return numbers and marking.")

    def _on_save_asked(self) -> None:
        choose_place(self.shell.window(), "Save the map", self._on_place_chosen, kinds="Tables (*.csv)", ending="csv")

    def _on_place_chosen(self, place: Path) -> None:
        try:
            write_map(self._made(), self._aspect, self.session.file.scheme, place)
        except UserError as error:
            self._say(error.sentence)
            return
        self._say("The map is saved, with return numbers and marking.")

    def _say(self, words: str) -> None:
        self.page.say(words)
        self.shell.announce(words)

    def _on_return_asked(self, number: str, ref: str) -> None:
        with self.session.file.reading() as work:
            record_id = find_return(work, number).record.id
        self.shell.go("reading", Aim(record_id=record_id, intention=ref if "(" in ref else ""))
