"""The dialog of a first run: what it offers, and what was typed in it as a new establishment."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from app.desktop.dialogs.begin_dialog import HEAD
from app.desktop.presenters.form_values import FormValues
from app.desktop.views.form_views import BeginFormView, BeginInput
from app.desktop.views.home_view import ScopeView
from app.domain.catalogue_terms import Country, Holds, Sector
from app.domain.dates import spell_day
from app.domain.periods import names_around, period_dates
from app.services.establishing import NewEstablishment, head_title, is_code

_SECTORS = (ScopeView(Sector.PUBLIC, "The public sector"), ScopeView(Sector.PRIVATE, "A private provider"))
_COUNTRIES = (ScopeView(Country.ENGLAND, "England"), ScopeView(Country.WALES, "Wales"))
_HOLDS = (ScopeView(Holds.MEN, "Men"), ScopeView(Holds.WOMEN, "Women"), ScopeView(Holds.BOTH, "Men and women"))


def begin_form(today: date, folder: Path) -> BeginFormView:
    """Return the dialog, for files in `folder`; the financial year of today is offered first."""
    names = names_around(today)
    return BeginFormView(
        _SECTORS,
        _COUNTRIES,
        _HOLDS,
        tuple(ScopeView(name, name) for name in names),
        {name: spell_day(period_dates(name).due) for name in names},
        {sector.value: head_title(sector) for sector in Sector},
        folder,
    )


def read_begun(given: BeginInput) -> tuple[NewEstablishment, dict[str, str]]:
    """Return the establishment that was typed, and what is wrong by field."""
    values = FormValues()
    name = values.words("name", given.name, "Write the name of the establishment.")
    if not is_code(given.code):
        values.faults["code"] = "Write two to five capital letters, such as CVL."
    due = values.day("due", given.due)
    if due is not None and due < period_dates(given.period).starts:
        values.faults["due"] = "This day lies before the period. Write a later one."
    you = values.words("you", given.you, "Write your name.")
    values.words("place", given.place, "Choose where the file is kept.")
    is_head = given.post == HEAD
    new = NewEstablishment(
        name,
        given.code,
        Sector(given.sector),
        Country(given.country),
        given.period,
        due,
        head=you if is_head else None,
        lead=None if is_head else you,
        holds=Holds(given.holds),
    )
    return new, values.faults


def path_of(given: BeginInput) -> Path:
    """Return the file to make; its name ends as those of this program do."""
    path = Path(given.place).expanduser()
    return path if path.suffix.lower() == ".assure" else path.with_name(f"{path.name}.assure")
