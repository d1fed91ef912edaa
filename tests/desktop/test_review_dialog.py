"""The dialog in which a reviewer records something, each kind with its own fields."""

from __future__ import annotations

import pytest

from app.desktop.dialogs.review_dialog import ReviewDialog
from app.desktop.forms import FormLoader
from app.desktop.presenters.review_forms import read_review_input, review_view
from app.desktop.shell import Shell
from app.desktop.views.review_view import FIELDS, ReviewInput
from tests.store.samples import SCHEME

KINDS = ("query", "opinion", "mark", "inspected", "observe", "audit", "plan")


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_fields_of_a_kind_are_asked(kind: str, loader: FormLoader, shell: Shell) -> None:
    view = review_view(kind, SCHEME, "CVL", "29 September 2014")
    dialog = ReviewDialog(loader, view, shell.window())
    dialog.show()
    asked = {name for name, _ in view.fields}
    assert {name for name in FIELDS if getattr(dialog, f"{name}_part").isVisible()} == asked
    dialog.close()


@pytest.mark.parametrize(
    ("kind", "typed", "fields"),
    [
        ("query", ReviewInput(), {"place", "words"}),
        ("query", ReviewInput(place="wing", words="Why?"), {"place"}),
        ("mark", ReviewInput(place="1(f)", scale="met"), {"place"}),
        ("inspected", ReviewInput(), {"who", "day"}),
        ("observe", ReviewInput(day="soon"), {"title", "code", "day"}),
        ("audit", ReviewInput(), {"title", "words", "day"}),
        ("plan", ReviewInput(scale="full"), {"place", "words"}),
    ],
)
def test_what_is_missing_is_said_at_its_field(kind: str, typed: ReviewInput, fields: set[str]) -> None:
    form, faults = read_review_input(kind, typed, "CVL/2014-15-Q2/1", "CVL")
    assert form is None
    assert set(faults) == fields


def test_an_observation_is_of_the_establishment_that_is_named() -> None:
    typed = ReviewInput(code="exp", title="Two bells were silent", day="2 November 2014", is_sure=True)
    form, faults = read_review_input("observe", typed, None, "CVL")
    assert faults == {}
    assert form is not None
    assert (form.establishment, form.observations[0].concern) == ("EXP", True)


def test_an_opinion_without_an_intention_is_of_the_whole() -> None:
    typed = ReviewInput(scale="limited", words="As stated.", marking="protect")
    form, _ = read_review_input("opinion", typed, "CVL/2014-15-Q2/1", "CVL")
    assert form is not None
    assert (form.level, form.opinion[0].marking) == ("limited", "protect")
