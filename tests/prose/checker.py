"""Judge every number of a Markdown text: bound to a computed value and pinned, or a problem.

Pinned means that any one changed digit would be seen: for each number all of them are tried. A
number is bound by a claim (`claims.py`), by the equality chain it stands in, by the notebook's code
that it quotes, or by a quantity that its sentence names. `reading` says which numbers are no
results, `formula` what a formula may hold.
"""

import re

from tests.prose import names, reading
from tests.prose.chain import RELATION, Chain, changes, shows
from tests.prose.claims import take
from tests.prose.formula import NUMBER, WRITTEN, Unreadable, has_number, plain

BARE = re.compile(rf"(?:(?<![^\s(\[])[-−])?{WRITTEN}")


class Checked:
    """One Markdown text: how many `chains` and `values` were checked, and the `problems` found.

    scenes: what its names mean. claims: of its notebook. code: the notebook's, which code spans may
    quote.
    """

    def __init__(self, source, scenes, claims=(), code=""):
        self._scenes, self._code, self.chains = scenes, code, 0
        text, self.values, self.problems = take(source, claims)
        for sentence in reading.sentences(reading.blanked(text)):
            self._sentence(sentence)

    def _sentence(self, pieces):
        """Check the names, the chains and the other numbers of one sentence."""
        words, named, formulas = "", "", []
        for kind, text in pieces:
            try:
                text = plain(text) if kind in ("math", "display") else text
            except Unreadable as error:
                self.problems += [str(error)] if has_number(text) else []
                continue
            named += f" {text} "
            if kind == "text":
                words += text
            elif RELATION.search(text) and not self._is_quoted(text):
                self._chain(text)
            elif has_number(text) and not self._is_quoted(text):
                formulas.append(text)
        meant = names.meant(named)
        lost = [name for name in meant if "[" in name and not self._values(name)]
        lost += [name for name in re.findall(r"second_\w+", named) if name not in self._code]
        self.problems += [f"{name} does not exist" for name in lost]
        if formulas or re.search(WRITTEN, words):
            values = [value for name in meant for value in self._values(name)]
            for text in formulas:
                self._numbers(text, values)
            self._numbers(words, values, is_nothing="0")

    def _is_quoted(self, text):
        """Whether the notebook's code has this expression, and not with a digit changed."""
        if " = " in text or re.fullmatch(f"-?{NUMBER}", text) or text not in self._code:
            return False
        return not any(change in self._code for change in changes(text))

    def _values(self, name):
        return [value for scene in self._scenes for value in scene.values(name)]

    def _chain(self, text):
        try:
            chain = Chain(text, self._scenes)
        except Unreadable as error:
            self.problems += [str(error)] if has_number(text) else []
            return
        to_pin = [i for i, number in enumerate(chain.numbers) if any(changes(number))]
        if not to_pin and (chain.numbers or not chain.is_known):  # claimed, or about no quantity
            return
        self.chains += 1
        self.values += len(to_pin)
        if not chain.holds(chain.numbers):
            self.problems.append(f"{chain.text}: does not hold, or has an unknown name")
            return
        for i in to_pin:
            before, number, after = chain.numbers[:i], chain.numbers[i], chain.numbers[i + 1 :]
            if any(chain.holds([*before, change, *after]) for change in changes(number)):
                self.problems.append(f"{chain.text}: {number} could be another, and it would hold")

    def _numbers(self, text, values, is_nothing=None):
        """Check the numbers in words or in one formula against the named quantities.

        A single digit needs a claim, for it could be changed unseen; but 0 in words says "nothing".
        """
        text = re.sub(rf"(?<=\w){names.INDEX}", lambda match: " " * len(match[0]), text)
        for match in BARE.finditer(text):
            number, before = match[0], text[: match.start()]
            if not any(changes(number)):  # claimed
                continue
            self.values += 1
            if number == is_nothing:
                continue
            loose = [change for change in changes(number) if _is_one(change, values)]
            where = f"{number} in '…{' '.join(before[-40:].split())}'"
            if len(number) == 1 or not _is_one(number, values):
                self.problems.append(f"{where}: no quantity that is named here settles it")
            elif loose:
                self.problems.append(f"{where} could be {loose[0]}: say which quantity it is")


def _is_one(number, values):
    """Whether a written number is one of the values; none begins or ends in a spare 0."""
    spare = re.fullmatch(r"-?0\d.*|.*\.\d*0", number)
    return not spare and any(shows(number, value) for value in values)
