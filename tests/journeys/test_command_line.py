"""The command line as a contract: its commands, its exit codes, its sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import typer

from app import __version__
from app.bootstrap import COMMANDS, is_for_cli
from app.cli.main import app
from app.services import exporting, faults
from tests.journeys.commands import command


def commands() -> list[list[str]]:
    """Return the words of every command there is."""
    group = typer.main.get_command(app)
    words: list[list[str]] = []
    for name, entry in group.commands.items():  # type: ignore[attr-defined]  # the top command is a group
        below = getattr(entry, "commands", None)
        words += [[name, inner] for inner in below] if below else [[name]]
    return words


def test_the_first_words_are_the_commands_there_are() -> None:
    assert {words[0] for words in commands()} == COMMANDS


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_is_in_the_readme_and_explains_itself(words: list[str], root: Path) -> None:
    assert f"`{' '.join(words)}" in (root / "README.md").read_text(encoding="utf-8")
    shown = command(*words, "--help")
    assert shown.code == 0
    assert len(shown.out.splitlines()) > 5


@pytest.mark.parametrize("arguments", [["scan", "--nope"], ["new"], ["fly"], ["verify"], ["statement", "erase"]])
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    said = command(*arguments)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_nothing_printed_controls_the_terminal_or_turns_words_round(tmp_path: Path) -> None:
    (tmp_path / "return\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe").write_bytes(b"MZ")
    said = command("verify", tmp_path / "return\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe")
    assert said.code == 5
    assert "return\N{REPLACEMENT CHARACTER}fdp.exe" in said.out


def test_the_version_is_that_of_the_project(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    assert command("--version").out.strip() == __version__


@pytest.mark.parametrize(
    ("arguments", "is_cli"),
    [([], False), (["demo.assure"], False), (["return.pdf"], False), (["check", "a.assure"], True), (["fly"], True)],
)
def test_a_file_opens_the_window_and_a_word_the_command_line(arguments: list[str], is_cli: bool) -> None:
    assert is_for_cli(arguments) is is_cli


@pytest.mark.parametrize(
    ("text", "code", "outcome"),
    [
        ("The wing was quiet.", 0, "allow"),
        ("RESTRICTED\nThe patrol leaves at nine.", 3, "seal"),
        ("Classification: secret", 3, "refuse"),
        ("He is A1234BC.", 0, "warn"),
    ],
)
def test_scan_reads_standard_input(text: str, code: int, outcome: str) -> None:
    said = command("scan", text=text)
    assert (said.code, said.json["outcome"]) == (code, outcome)


def test_scan_reads_a_json_string_a_line() -> None:
    said = command("scan", "--lines", text='"One."\n"SECRET\\nTwo."\n')
    assert said.code == 3
    assert [json.loads(line)["outcome"] for line in said.out.splitlines()] == ["allow", "refuse"]


@pytest.mark.parametrize("text", ["no json", '{"a": 1}', '"ok"\n3'])
def test_scan_says_what_a_line_must_be(text: str) -> None:
    said = command("scan", "--lines", text=text)
    assert said.code == 1
    assert "JSON string" in said.err


def test_catalogue_check_lists_every_fault(tmp_path: Path, root: Path) -> None:
    sound = command("catalogue", "check", root / "resources/catalogue", "--json")
    assert (sound.code, sound.json["counts"]["intentions"]) == (0, 28)
    (tmp_path / "pack.toml").write_text('nmae = "x"\n', encoding="utf-8")
    faulty = command("catalogue", "check", tmp_path)
    assert faulty.code == 1
    assert "pack.toml: nmae" in faulty.err
    assert len(faulty.err.splitlines()) > 3


def test_an_unforeseen_error_says_one_sentence_and_logs_no_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "faults.log"
    monkeypatch.setattr(faults, "_log_path", lambda: log)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("quiet zebra lanterns")

    monkeypatch.setattr(exporting, "Destination", fail)
    said = command("export", tmp_path / "a.assure", "--identity", tmp_path / "i.p12", "--pdf", tmp_path / "a.pdf")
    assert said.code == 1
    assert said.err.strip() == faults.SENTENCE
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert "zebra" not in log.read_text(encoding="utf-8") + said.err


def test_every_letter_is_printed_when_the_pipe_has_an_old_code_page(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "Tŷ \N{MUSICAL SYMBOL G CLEF}.assure"
    words = ["--name", "Test", "--code", "TST", "--sector", "public", "--country", "wales", "--period", "2014-15"]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    program = [sys.executable, "-m", "app", "new", str(file), *words]
    done = subprocess.run(program, cwd=root, capture_output=True, env=environment, check=True)
    assert str(file) in done.stdout.decode("utf-8")
