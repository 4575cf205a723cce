"""Killed twenty times at random moments, as the kernel kills, a run ends with the bytes of one that was left alone."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.shell import environment

# Chunks are small so that a short run has many marks in its journal; everything else is as a user has it.
COMMAND = """
import sys
from sourcebook.screening.bulk import rows
rows.CHUNK_ROWS = 16
from sourcebook.cli import main
if __name__ == "__main__":
    main()
"""
KILLS = 20


def command(home: Path, names: Path, output: Path, workers: int = 2) -> subprocess.Popen[bytes]:
    args = [
        "screen",
        str(names),
        "-o",
        str(output),
        "--workers",
        str(workers),
        "--threshold",
        "0.3",
    ]
    return subprocess.Popen(
        [sys.executable, str(home.parent / "screen.py"), *args], env=environment(home),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def finished(process: subprocess.Popen[bytes]) -> int:
    said = process.communicate()[1]
    assert b"Traceback" not in said, said.decode()
    return process.returncode


def output_of(path: Path) -> tuple[bytes, bytes]:
    return path.read_bytes(), path.with_name(f"{path.stem}.errors.csv").read_bytes()


@pytest.fixture
def names(copy_of_people: Path, tmp_path: Path) -> Path:
    (copy_of_people.parent / "screen.py").write_text(COMMAND)
    spelt = (
        "Abdelmalek Droukdel",
        "Emma Daniels",
        "",
        "Lionel Dumont",
        "Abou Obeida Youssef Al-Annabi",
        "too,many",
    )
    path = tmp_path / "names.csv"
    path.write_text("name\n" + "".join(f"{spelt[n % 6]}\n" for n in range(900)))
    return path


def test_a_run_killed_at_random_moments_ends_as_if_it_had_not_been(
    copy_of_people: Path, names: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole.csv"
    began = time.monotonic()
    assert finished(command(copy_of_people, names, whole, 1)) == 1
    took = time.monotonic() - began
    killed, output, chance = 0, tmp_path / "hits.csv", random.Random(4)
    for _ in range(4 * KILLS):
        process = command(copy_of_people, names, output, chance.choice((1, 1, 1, 2)))
        time.sleep(chance.uniform(0.15, 0.95) * took)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
            process.communicate()
        else:
            assert finished(process) == 1
            assert output_of(output) == output_of(whole)
            took *= 0.8  # the machine is quicker than it was: kill sooner
        if killed == KILLS:
            break
    assert killed == KILLS
    process = command(copy_of_people, names, output)
    assert finished(process) == 1
    assert output_of(output) == output_of(whole)
    assert not output.with_name("hits.csv.partial").exists()


def test_the_users_interrupt_ends_with_4_and_how_to_go_on(
    copy_of_people: Path, names: Path, tmp_path: Path
) -> None:
    output = tmp_path / "hits.csv"
    # Long enough that the run is not over before the interrupt reaches it, however busy the machine.
    names.write_text(names.read_text() * 12)
    process = command(copy_of_people, names, output)
    journal = tmp_path / "hits.csv.partial" / "journal.jsonl"
    while not (journal.exists() and journal.stat().st_size) and process.poll() is None:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the command
    said = process.communicate()[1].decode()
    assert process.returncode == 4, said
    assert "Run the same command again to go on" in said and "Traceback" not in said
    assert not output.exists()
    assert finished(command(copy_of_people, names, output)) == 1
