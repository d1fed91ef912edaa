"""The harness times both sides of a comparison alike."""

from __future__ import annotations

import subprocess

import pytest

from tests.benchmarks.harness import Comparison, compare, process


def test_tasks_alternate_when_they_are_compared(capsys: pytest.CaptureFixture[str]) -> None:
    calls: list[str] = []
    compare("both", lambda: calls.append("ours"), lambda: calls.append("bare"), bar=2, runs=2)
    assert calls == ["ours", "bare"] * 3
    assert capsys.readouterr().out.startswith("both ")


def test_line_says_over_when_the_ratio_is_above_the_bar() -> None:
    assert str(Comparison("paint", ours=0.3, bare=0.2, bar=1.25)).endswith("ratio  1.50   bar 1.25   OVER")
    assert str(Comparison("paint", ours=0.3, bare=0.2, bar=1.5)).endswith("within")


def test_benchmark_stops_when_a_process_fails() -> None:
    with pytest.raises(subprocess.CalledProcessError):
        process("-c", "raise SystemExit(3)")()
