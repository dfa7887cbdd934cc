"""Protects what a learner did: nothing that was kept is lost, and trouble with the file is said."""

import os

import pytest

from helpers.tutor.memory import HEADER, Memory

# What was typed ends in half a smiley.
ENTRY = {"day": "2026-03-01", "problem": 17, "row": "dW2", "typed": "0,4 0 ½ \ud83d"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "my_practice.jsonl"


def test_what_was_kept_is_there_again_for_anybody_to_read_until_it_is_forgotten(path):
    assert Memory(path).entries == []
    assert not path.exists(), "nothing is written before there is something to keep"
    assert Memory(path).add(**ENTRY)
    memory = Memory(path)
    assert memory.entries == [ENTRY]
    first, second = path.read_text(encoding="utf-8").splitlines()
    assert HEADER["file"] in first
    assert "0,4 0 ½" in second
    memory.forget()
    assert memory.entries == []
    assert not path.exists()


def test_two_pages_lose_nothing_of_each_other(path):
    pages = [Memory(path), Memory(path)]
    for number in range(20):
        assert pages[number % 2].add(**{**ENTRY, "problem": number})
    assert [entry["problem"] for entry in Memory(path).entries] == list(range(20))


@pytest.mark.parametrize("damage", [b"\x00\xff{", b"[1, 2]", b"{" * 100_000, b'{"day": "2026'])
def test_a_damaged_file_is_set_aside_and_its_good_lines_go_on(path, damage):
    Memory(path).add(**ENTRY)
    for copy in ("damaged1", "damaged2"):
        damaged = path.read_bytes() + damage + b"\n"
        path.write_bytes(damaged)
        memory = Memory(path)
        assert memory.entries == [ENTRY]
        assert path.with_suffix(f".{copy}").read_bytes() == damaged
        assert memory.trouble.startswith("1 line of my_practice.jsonl could not be read.")
        assert f"my_practice.{copy}" in memory.trouble
    assert memory.add(**ENTRY)
    again = Memory(path)
    assert (again.entries, again.trouble) == ([ENTRY, ENTRY], "")


def test_half_a_line_that_another_page_is_writing_is_no_damage(path):
    Memory(path).add(**ENTRY)
    before = path.read_bytes()
    path.write_bytes(before + before[:-9])
    memory = Memory(path)
    assert (memory.entries, memory.trouble) == ([ENTRY], "")
    path.write_bytes(before + before)
    memory.look()
    assert (memory.entries, memory.trouble) == ([ENTRY, ENTRY], "")


def test_a_line_that_was_cut_off_does_not_spoil_the_next(path):
    Memory(path).add(**ENTRY)
    path.write_bytes(path.read_bytes()[:-1])
    Memory(path).add(**ENTRY)
    assert Memory(path).entries == [ENTRY, ENTRY]


def test_a_foreign_file_is_left_as_it_is(path):
    path.write_text("my shopping\n", encoding="utf-8")
    memory = Memory(path)
    assert not memory.add(**ENTRY)
    memory.forget()
    assert path.read_text(encoding="utf-8") == "my shopping\n"
    assert "not a practice file of this course" in memory.trouble


def test_where_nothing_can_be_written_the_page_goes_on(path, monkeypatch):
    memory = Memory(path)

    def fail(*arguments):
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(os, "open", fail)
    assert not memory.add(**ENTRY)
    assert memory.entries == [ENTRY]
    assert "Permission denied" in memory.trouble


@pytest.mark.parametrize("room", [0, 1, 30, 60, 120])
def test_what_found_no_room_on_a_full_disk_is_kept_when_there_is_room_again(
    path, monkeypatch, room
):
    memory, write = Memory(path), os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda file, data: write(file, data[:room]))
        assert not memory.add(**ENTRY)
    assert "no room" in memory.trouble
    assert memory.entries == [ENTRY]
    assert memory.add(**ENTRY)
    assert "no room" not in memory.trouble
    assert Memory(path).entries == [ENTRY, ENTRY]
