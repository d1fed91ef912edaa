"""Trials of the installed program's manners on Windows: what it opens, reads, refuses, and where it writes."""

from __future__ import annotations

import shutil
import time

import machine
from fresh_windows import (
    PATIENCE,
    PLACE,
    Trials,
    check,
    compare,
    count_windows,
    end_program,
    last_file,
    note_of,
    open_as,
    refusal_of,
    sums_of,
    wait_for,
)
from installer import EXE, FILE_PROG_ID, RETURN_PROG_ID
from windows_python import HOME
from works import WORKS, run, sha256

SECOND = "ail ŵythnos \N{GRINNING FACE}.assure"
LONG = "\\".join(f"folder {number} with a name that is as long as people make them" for number in range(5))
LIST_PAGES = "from app.desktop.navigation import PAGES; print(*(spec.key for spec in PAGES))"


def passes_the_smoke_test(trials: Trials) -> str:
    """`--smoke` shows every page of these sources, exports, verifies in a process of its own, and leaves nothing."""
    begun = time.monotonic()
    ended = trials.windows.run(rf"{PLACE}\{EXE}", "--smoke", "C:\\smoke.log", seconds=1500)
    log = (trials.windows.drive / "smoke.log").read_text(encoding="utf-8")
    (WORKS / "smoke-windows.log").write_text(log, encoding="utf-8")
    (trials.windows.drive / "smoke.log").unlink()
    check(ended.code == 0 and log.endswith("Passed\n"), f"ended with {ended.code}:\n{log[-1500:]}")
    pages = run([machine.PYTHON, "-c", LIST_PAGES], cwd=machine.ROOT).split()
    missed = [key for key in pages if f"showed page {key}:" not in log]
    check(not missed, f"the program did not show: {missed}")
    left = [path.name for path in trials.temporary.glob("T*")]
    check(not left, f"left in the temporary folder: {len(left)}")
    return f"{log.count('showed page')} pages, {time.monotonic() - begun:.0f} s"


def opens_a_file_by_association(trials: Trials) -> str:
    """A double-click on a `.assure` file opens it; one named with ŵ and an emoji goes to the same window."""
    file = rf"{trials.documents}\demo\demo.assure"
    copy = rf"{trials.documents}\demo\{SECOND}"
    shutil.copyfile(trials.windows.path(file), trials.windows.path(copy))
    open_as(trials, file, FILE_PROG_ID)
    took = wait_for(lambda: "demo.assure" in last_file(trials), "the file is open")
    wait_for(lambda: note_of(trials).exists(), "the window listens")
    open_as(trials, copy, FILE_PROG_ID)
    wait_for(lambda: SECOND in last_file(trials), "the first window opened the second file")
    count = count_windows(trials)
    check(count == 1, f"{count} windows are open")
    end_program(trials)
    return f"{took:.0f} s; the second start opened its file in the first window"


def opens_a_return_with_the_program(trials: Trials) -> str:
    """*Open with* on a return starts the program, which reads the return in a process of its own."""
    end_program(trials)
    open_as(trials, rf"{trials.documents}\demo\return.pdf", RETURN_PROG_ID)
    wait_for(lambda: any(trials.temporary.glob("assurance-*")), "a process reads the return")
    wait_for(lambda: not any(trials.temporary.glob("assurance-*")), "that process has ended")
    end_program(trials)
    verified = trials.console(
        "verify",
        *(rf"{trials.documents}\demo\return.{kind}" for kind in ("pdf", "xlsx")),
        "--trust",
        rf"author={trials.documents}\demo\identity.pem",
    )
    check(verified.code == 0, f"verify ended with {verified.code}: {verified.said[-500:]}")
    return "and `verify` ends with 0"


def says_so_when_a_file_is_in_use(trials: Trials) -> str:
    """A file that another program holds is neither read nor replaced, which is said; a read-only one is read."""
    file, copy, free = (rf"{trials.documents}\demo\{name}" for name in ("demo.assure", "read only.assure", SECOND))
    held = copy.replace("read only", "held")
    for each in (copy, held):
        shutil.copyfile(trials.windows.path(file), trials.windows.path(each))
    before = sha256(trials.windows.path(held))
    holder = trials.windows.start(HOME / "python.exe", "-c", HOLD, file, held)
    assert holder.stdout is not None
    check(holder.stdout.readline().strip() == b"held", "the file could not be held")
    said = [refusal_of(trials.console("check", file)), refusal_of(trials.console("backup", free, held))]
    trials.windows.run("taskkill", "/f", "/im", "python.exe")
    holder.wait(PATIENCE)
    check(sha256(trials.windows.path(held)) == before, "a file was replaced that another program holds")
    trials.windows.path(copy).chmod(0o444)
    read = trials.console("check", copy)
    check(read.code == 0, f"a read-only file ended with {read.code}: {read.said[-300:]}")
    trials.windows.path(copy).chmod(0o644)
    return " ".join(f"“{each}”" for each in said)


def reads_from_a_medium_that_cannot_be_written(trials: Trials) -> str:
    """From a drive D: that cannot be written, files are read and shown, and nothing is written there."""
    medium, drive = WORKS / "medium", trials.windows.prefix / "dosdevices" / "d:"
    run(["rm", "-rf", medium])
    medium.mkdir()
    for name in ("demo.assure", "return.pdf", "identity.pem"):
        shutil.copyfile(trials.windows.path(rf"{trials.documents}\demo\{name}"), medium / name)
        (medium / name).chmod(0o444)
    medium.chmod(0o555)
    drive.symlink_to(medium)
    before = sums_of(medium)
    check(trials.console("check", r"D:\demo.assure").code == 0, "a file on it was not read")
    verified = trials.console("verify", r"D:\return.pdf", "--trust", r"author=D:\identity.pem")
    check(verified.code == 0, f"a return on it was not verified: {verified.said[-300:]}")
    opened = trials.windows.run(rf"{PLACE}\{EXE}", r"D:\demo.assure", "--exit-after", "ready")
    check(opened.code == 0, f"the window ended with {opened.code}")
    said = refusal_of(trials.console("backup", rf"{trials.documents}\demo\demo.assure", r"D:\copy.assure"))
    check(sums_of(medium) == before, "something was written on it")
    drive.unlink()
    medium.chmod(0o755)
    return f"a file checked and shown, a return verified; a copy to it: “{said}”"


def takes_long_paths(trials: Trials) -> str:
    """In a folder whose path is longer than 260 letters a file is made, checked, shown and copied."""
    place = rf"{trials.documents}\{LONG}"
    trials.windows.path(place).mkdir(parents=True)
    file, copy = (rf"{place}\{name}.assure" for name in ("HMP Cŵm", "copy"))
    about = ["--name", "HMP Cŵm", "--code", "CWM", "--sector", "public", "--country", "wales", "--period", "2014-15 Q2"]
    for command in (["new", file, *about], ["check", file], ["backup", file, copy]):
        ended = trials.console(*command)
        check(ended.code == 0, f"{command[0]} ended with {ended.code}: {ended.said[-300:]}")
    opened = trials.windows.run(rf"{PLACE}\{EXE}", copy, "--exit-after", "ready")
    check(opened.code == 0, f"the window ended with {opened.code}")
    return f"{len(file)} letters"


def writes_in_the_profile_alone(trials: Trials) -> str:
    """What the program wrote lies in the user's profile."""
    new = trials.files() - trials.before
    programs = {place for place in new if place.startswith("Program Files/Assurance Desk/")}
    outside = [place for place in new - programs if not place.startswith("users/")]
    check(not outside, f"written outside the profile: {outside[:5]}")
    compare(trials.programs, trials.windows.path(PLACE))
    return f"{len(new - programs)} files, all in it"


HOLD = """
import ctypes, sys, threading
hold = ctypes.windll.kernel32.CreateFileW  # to read, and share nothing
handles = [hold(name, 0x80000000, 0, None, 3, 0, None) for name in sys.argv[1:]]
print("held" if min(handles) > 0 else "free", flush=True)
threading.Event().wait()
"""
