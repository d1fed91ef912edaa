from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.sending import IdentityRefused, Parcel, name_files, open_signer


@pytest.mark.parametrize(
    ("number", "name"),
    [("CVL/2014-15-Q2/1", "CVL-2014-15-Q2-1"), ("C:V\\L*/1", "C-V-L-1"), ("../..", "return")],
)
def test_files_are_named_by_the_number_as_any_disk_takes_it(number: str, name: str) -> None:
    assert name_files(number) == name


def test_both_files_go_into_the_folder_under_one_name(tmp_path: Path) -> None:
    destination = Parcel(tmp_path / "lead.p12", tmp_path, "return-1").destination()
    assert (destination.pdf, destination.workbook) == (tmp_path / "return-1.pdf", tmp_path / "return-1.xlsx")


@pytest.mark.parametrize("taken", ["return-1.pdf", "return-1.xlsx"])
def test_destination_is_refused_when_either_file_is_there(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).touch()
    with pytest.raises(UserError, match="in that folder already"):
        Parcel(tmp_path / "lead.p12", tmp_path, "return-1").destination()


def test_destination_is_refused_when_the_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such folder"):
        Parcel(tmp_path / "lead.p12", tmp_path / "gone", "return-1").destination()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../return-1", "sign that no file may have"),
        ("Q2: second", "sign that no file may have"),
        ("what?", "sign that no file may have"),
        ("", "sign that no file may have"),
        ("..", "sign that no file may have"),
        ("Con", "a device"),
        ("nul.2", "a device"),
    ],
)
def test_name_is_refused_that_no_disk_takes(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(UserError, match=said):
        Parcel(tmp_path / "lead.p12", tmp_path, name).destination()


@pytest.mark.parametrize("name", ["T\u0177 \U0001f600", "console", "Q2, 2nd return", "com"])
def test_name_may_have_any_letters(tmp_path: Path, name: str) -> None:
    assert Parcel(tmp_path / "lead.p12", tmp_path, name).destination().pdf == tmp_path / f"{name}.pdf"


def test_identity_that_cannot_be_read_is_told_apart_from_other_faults(tmp_path: Path) -> None:
    with pytest.raises(IdentityRefused, match="could not be read"):
        open_signer(tmp_path / "gone.p12", "four plain words")
