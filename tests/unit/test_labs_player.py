"""Protects: what plays by itself does so in its time, ends, and stops when it is told to."""

import asyncio
from functools import cache

import pytest

from helpers.labs.kit import Player
from tests.series import for_each
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


@cache
def players():
    """The kinds of labs that play."""
    return [kind for kind in LABS if kind().player]


def test_a_lab_that_is_closed_or_reset_stops_playing():
    async def play(lab, gesture):
        lab.player.play()
        assert lab.player.playing
        getattr(lab, gesture)()
        assert not lab.player.playing
        return len(asyncio.all_tasks())

    assert len(players()) >= 5
    for lab in (kind() for kind in players()):
        for gesture in ("reset", "close"):
            assert asyncio.run(play(lab, gesture)) == 1, "only the test itself"


@for_each("kind", players)
def test_without_motion_one_press_leads_where_playing_would_have_come(kind):
    played, at_once = kind(), kind()
    player = played.player
    (player._rewind if player._ended() else player._move)()
    while not player._ended():
        player._move()
    at_once.player.buttons[1].click()
    assert repr(at_once) == repr(played)
