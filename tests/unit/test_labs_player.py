"""Protects: what plays by itself does so in its time, ends, and stops when it is told to."""

import asyncio

import pytest

from helpers.labs.kit import Player
from tests.unit.test_labs_kit import LABS


def counter(last):
    """A player that counts up to `last`, and the list of what it has counted."""
    counted = [0]
    return counted, Player(
        move=lambda: counted.append(counted[-1] + 1),
        ended=lambda: counted[-1] == last,
        rewind=lambda: counted.append(0),
        seconds=lambda: 0.001,
        finish=lambda: counted.append(last),
    )


async def until_it_stops(player):
    while player.playing:
        await asyncio.sleep(0.002)


def test_it_plays_to_the_end_and_from_there_begins_again():
    counted, player = counter(3)

    async def play():
        player.play()
        await until_it_stops(player)
        player.play()
        await until_it_stops(player)

    asyncio.run(play())
    assert counted == [0, 1, 2, 3, 0, 1, 2, 3]


def test_without_an_event_loop_it_says_so_and_changes_nothing():
    counted, player = counter(3)
    with pytest.raises(RuntimeError):
        player.play()
    assert (counted, player.playing, player.button.description) == ([0], False, "Play")


def test_a_lab_plays_to_where_one_press_leads_and_stops_when_it_is_reset_or_closed():
    async def play(lab, gesture):
        lab.player.play()
        assert lab.player.playing
        getattr(lab, gesture)()
        assert not lab.player.playing
        return len(asyncio.all_tasks())

    players = [lab for lab in (kind() for kind in LABS) if lab.player]
    assert len(players) >= 5
    for lab in players:
        player = lab.player
        player.buttons[1].click()
        at_once = repr(lab)
        lab.reset()
        (player._rewind if player._ended() else player._move)()
        while not player._ended():
            player._move()
        assert repr(lab) == at_once, "without motion one press leads where playing comes"
        for gesture in ("reset", "close"):
            assert asyncio.run(play(lab, gesture)) == 1, "only the test itself"
