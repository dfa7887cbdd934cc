"""Protects: what plays by itself does so in its time, ends, and stops when it is told to."""

import asyncio

import pytest

from helpers.labs import BackwardLab, GraphLab
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


def test_paused_it_makes_no_further_move():
    counted, player = counter(1000)

    async def play():
        player.play()
        await asyncio.sleep(0.01)
        player.toggle()
        before = len(counted)
        await asyncio.sleep(0.01)
        assert len(counted) == before > 1

    asyncio.run(play())


def test_without_an_event_loop_it_says_so_and_changes_nothing():
    counted, player = counter(3)
    with pytest.raises(RuntimeError):
        player.play()
    assert (counted, player.playing, player.button.description) == ([0], False, "Play")


@for_each("kind", [BackwardLab, GraphLab])
def test_step_back_undoes_each_step_and_beyond_both_ends_lies_nothing(kind):
    lab = kind()
    steps = [repr(lab)]
    for _ in range(lab.last):
        lab.next()
        steps.append(repr(lab))
    assert len(set(steps)) == lab.last + 1
    lab.next()
    assert repr(lab) == steps[-1]
    for before in [*steps[-2::-1], steps[0]]:
        lab.back()
        assert repr(lab) == before


def test_a_lab_plays_to_where_one_press_leads_and_stops_when_it_is_reset_or_closed():
    async def play(lab, gesture):
        lab.player.play()
        assert lab.player.playing
        getattr(lab, gesture)()
        assert not lab.player.playing

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
            asyncio.run(play(lab, gesture))
