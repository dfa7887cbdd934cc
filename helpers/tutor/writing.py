"""The grammar of a written answer: lists of entries, each with a name, sums, and their results.

Separators part by strength: lines, then ;, then |, then commas, then mere spaces. An entry is
`name = sum = result`, where all but one part may be missing. No text is evaluated by Python.
"""

import re
from typing import NamedTuple

import numpy as np

from helpers.tutor.notation import Token, Unread, parted, tokens
from helpers.tutor.spelled import NUMBERS, PARTS
from helpers.tutor.sums import (
    CALLED,
    bounded,
    cells,
    comes_to,
    is_plain,
    negative,
    without_noise,
    worked_out,
)

DEEPEST = 5
_SEPARATORS = ("\n", ";", "|", ",")
_SCALES = r"or|\w*hundred\w*|\w*thousand\w*|million\w*|dozen|tenths?|nan|null|none|inf\w*|recurring"
MAKING = re.compile(  # words that make another number of the one beside them
    rf"{_SCALES}|{'|'.join(word for word, n in {**NUMBERS, **PARTS}.items() if n)}"
    r"|twice|double\w*|thrice|per|halb\w*|doppelt\w*|[半倍]"
    r"|relu|abs|sqrt|root|exp|log|ln|dot|sum|mean|sigmoid|tanh"
)
LEAVING_OPEN = re.compile(  # words that say which number it is not, or that it is one of several
    r"or|not|anything|(?:is|are|was|do|does|did|ca|wo|would|should|could)nt"
    r"|than|less|more|below|under|above|over|between|min|max|least|most|until"
    r"|recurring|repeating|periodi\w+|never|without|except|instead|rather|wrong|nicht|kein\w*"
    r"|als|über|unter|zwischen|oder|pas|ou|que|[不非无没于於到至或]"
)
_WRAPPERS = (  # functions that only say what numbers are
    r"\w*(array|tensor|matrix|vector|series|frame|decimal)|mat|vec|list|tuple|dict|constant|c|rbind"
    r"|r?print|str|s|integer|mpf|(float|double|int)\d*"
)
_HARMLESS = r"T|transpose|to_?\w+|copy|item|numpy|detach|reshape|flatten|ravel|squeeze|round|astype"
_NAME = r"\d|_|^[b-zA-HJ-Zα-ω]$"  # y_pred, z2 or z: what is no mere remark
_WHICH = "Which name belongs to which number? Write it like z1 = 0.5, z2 = 0.7."


class Working(NamedTuple):
    """The arithmetic of one entry.

    tree: a number or (operator, tree, tree), with + - * / ^ max. text: the same as it was written.
    written: the result after it, or None. comes_out: whether it comes to that. at: the index of
    its entry.
    """

    tree: object
    text: str
    written: float | None = None
    comes_out: bool = True
    at: tuple = ()


class Entry(NamedTuple):
    """One part of an answer. value: a number, a list of entries, or None for a name alone."""

    name: str = ""
    value: object = None
    working: Working | None = None


def parse(text):
    """A tidy text as one entry; raises `Unread` or `Untouched`."""
    entry = listed(_Reader(text, _grouped(tokens(text))).entries())
    if entry.value is None or (re.fullmatch(r"[\d ]+", entry.name) and not entry.working):
        raise Unread
    return entry


def listed(entries):
    """Entries as one: by their names, if each number has one; else in the order as they stand."""
    entries = _joined(entries)
    labels = [entry.name for entry in entries if entry.name]
    values = [entry for entry in entries if entry.value is not None]
    if not values:
        if (digits := re.findall(r"\d+", " ".join(labels))) != sorted(digits):
            raise Unread("The headings stand in another order. Can it be written in theirs?")
        return Entry(" ".join(labels))
    if len(values) == 1:
        return values[0]._replace(name=" ".join(labels))
    size, rest = divmod(len(values), max(len(labels), 1))
    if size > 1 < len(labels) and not rest and labels == [one.name for one in values[::size]]:
        unnamed = [entry._replace(name="") for entry in values]  # x1: 1, 2, x2: 3, 4
        values = [Entry("", unnamed[i : i + size]) for i in range(0, len(unnamed), size)]
    if len(labels) == len(values):
        values = [entry._replace(name=name) for entry, name in zip(values, labels, strict=True)]
        return Entry("", _in_order(values))
    if len(labels) > 1 and entries[0].value is None:
        return listed(entries[1:])  # after a heading
    named = re.findall(r"[^\W\d]_?(\d)", " ".join(labels))
    turned = len(named) == len(values) and named != sorted(named)  # z2/z1: 0.8, 0.5
    if turned or (len(labels) > 1 and any(map(_numbers, labels))):
        raise Unread(_WHICH)
    return Entry(labels[0] if labels else "", [entry._replace(name="") for entry in values])


def _joined(entries):
    """Entries without what only leads to the next: a name before a name, z1 = 0.7 + 0.1, z1 = …"""
    kept = []
    for entry in entries:
        last = kept[-1] if kept else Entry()
        named = bool(last.name and entry.name and entry.value is not None)
        both = isinstance(last.value, float) and isinstance(entry.value, float)
        if named and last.value is None and not _numbers(entry.name):
            kept[-1] = entry._replace(name=f"{last.name} {entry.name}")
        elif named and last.name == entry.name and both and comes_to(last.value, entry.value):
            kept[-1] = entry._replace(working=last.working or entry.working)
        else:
            kept.append(entry)
    return kept


def _in_order(entries):
    """Named entries by the positions that their names say, if they say any."""
    numbers = [_numbers(entry.name) for entry in entries]
    if not any(numbers):
        return entries
    told = [column for column in dict.fromkeys(zip(*numbers, strict=False)) if len({*column}) > 1]
    places = list(zip(*([n - min(column) for n in column] for column in told), strict=True))
    sizes = [max(column) - min(column) + 1 for column in told]
    if sorted(places) != list(np.ndindex(*sizes)) or min(map(min, told), default=2) > 1:
        if len({re.sub(r"[\W\d_]", "", entry.name) for entry in entries}) < len(entries):
            raise Unread("Is each place named once? Write it like z1 = 0.5, z2 = 0.7.")
        return entries  # z2, a2, y_pred
    ordered = [
        entry for _, entry in sorted(zip(places, entries, strict=True), key=lambda it: it[0])
    ]
    if len(sizes) == 2:
        return [Entry("", ordered[i : i + sizes[1]]) for i in range(0, len(ordered), sizes[1])]
    rows = [entry.value for entry in ordered]
    of_column = re.compile(r"(?i)\b(col|spalte|neuron|hidden)|^h_?\d")
    columns = all(of_column.search(entry.name) for entry in entries)
    if columns and all(isinstance(row, list) and len(row) == len(rows[0]) for row in rows):
        return [Entry("", list(row)) for row in zip(*rows, strict=True)]
    return ordered


def _numbers(name):
    """The digits in a name that may say a position: (0, 1) for w01, (2,) for z2; or ()."""
    name = re.sub(r"\^\(?\w+\)?", "", name)  # z^(1): the layer
    for position, words in enumerate(("first|one|top|upper", "second|two|bottom|lower"), 1):
        name = re.sub(rf"(?i)\b({words})\b", str(position), name)
    return tuple(map(int, re.findall(r"\d", name)))


def _grouped(pieces):
    """The tokens, with what stands in brackets as one `group` each."""
    levels, opened = [[]], []
    for token in pieces:
        if token.kind == "sign" and token.text in "([{":
            opened.append(token)
            levels.append([])
        elif token.text == ")" and not opened and re.fullmatch(r"\w{1,3}", levels[0][-1].text):
            label = levels[0].pop()._replace(kind="word", end=token.end)
            levels[0] += [label, token._replace(text=":")]  # 1) or a)
        elif token.kind == "sign" and token.text in ")]}":
            if not opened or opened[-1].text + token.text not in ("()", "[]", "{}"):
                raise Unread("Does every bracket open and close once?")
            start, inside = opened.pop(), tuple(levels.pop())
            levels[-1].append(Token("group", start.text, start.start, token.end, inside))
        else:
            levels[-1].append(token)
        if len(opened) > DEEPEST:
            raise Unread("Those are lists in lists in lists. Can it be written as one list?")
    if opened:
        raise Unread("Does every bracket open and close once?")
    return levels[0]


class _Reader:
    """Reads entries, and the sums in them, from the tokens of one text, which it quotes from.

    at: the position of the token that comes next.
    """

    def __init__(self, text, pieces):
        self.text, self.pieces, self.at = text, pieces, 0

    def entries(self, strength=0):
        """What stands between separators of one strength; weaker ones part lists in it."""
        if strength == len(_SEPARATORS):
            return self._spaced()
        parts = parted(self.pieces, _SEPARATORS[strength])
        parts = [_Reader(self.text, part).entries(strength + 1) for part in parts]
        return parts[0] if len(parts) == 1 else [listed(part) for part in parts if part]

    def _next(self, further=0):
        at = self.at + further
        return self.pieces[at] if at < len(self.pieces) else Token("end", "", 0, 0)

    def _take(self, *signs):
        token = self._next()
        found = token.text if token.kind == "sign" and token.text in signs else ""
        self.at += bool(found)
        return found

    def _spaced(self):
        found = []
        while self.at < len(self.pieces):
            found.append(self._entry())
        last = found[-1] if found else Entry()
        if len(found) > 1 and last.name and last.value is None and found[-2].value is not None:
            first = last.name.split()[0]
            if re.search(_NAME, first):
                raise Unread(f"Which number is “{first}”? An answer has numbers alone.")
            if not _says(last.name):
                found.pop()  # 0.5 units
        return found

    def _entry(self):
        labels, passed, parts = [], [], []
        while self.at < len(self.pieces):
            start = self.at
            try:
                tree = self._sum()
            except Unread:
                self.at = start
                words = self._name()
                if not words and self._next().text not in ("=", ":"):
                    raise
                passed += words
                labels += words if self._take("=", ":") else filter(_says, words)
                continue
            written = self.text[self.pieces[start].start : self.pieces[self.at - 1].end]
            while self._next().text in ("(", "[") and not _counts(self._next()):
                labels += [name for name in names(self._next()) if _numbers(name)]
                self.at += 1
            follows = self._take("=", ":")
            if follows == ":":
                labels.append(written)
            else:
                parts.append((tree, written))
            if not follows:
                break
        return _worked(" ".join(labels if parts else passed), parts)

    def _name(self):
        """The words of the name that stands here, or the word to be passed over; [] if none."""
        rest = self.pieces[self.at :]
        kinds = [token.kind for token in rest]
        end = next((i for i, token in enumerate(rest) if token.text in ("=", ":")), None)
        said = [i for i in range(1, end or 0) if kinds[i - 1 : i + 1] == ["word", "number"]]
        if end is None or any("." in rest[i].text or rest[i + 1].text in "+-*/^" for i in said):
            end = 1 if self._is_remark() else 0  # about 0.5; because 2 * 3
        elif set(kinds[:end]) <= {"sign", "other"} or re.fullmatch(_SCALES, rest[0].text):
            end = 0  # minus: 0.2; or z2 = 0.5
        self.at += end
        return [self.text[token.start : token.end] for token in rest[:end]]

    def _is_remark(self):
        """Whether a word may be passed over: it is no part of a sum, and it changes no number."""
        token, after = self._next(), self._next(1)
        if token.kind == "group" and names(token):
            return not any(map(_changes, names(token)))
        if token.kind != "word" or _changes(token.text) or after.kind == "sign":
            return False
        return after.kind != "group" or token.end < after.start

    def _sum(self):
        """The tree of the sum that begins here; raises `Unread` if there is none."""
        tree = self._tree()
        after, then = self._next(), self._next(1).text
        signs = "+*^@" if after.kind == "word" else "+-*/^@" if names(after) else ""
        if then and then in signs:
            raise Unread  # what has names in it is a part of the sum
        return tree

    def _tree(self):
        tree = self._product()
        while operator := self._take("+", "-"):
            tree = (operator, tree, self._product())
        return tree

    def _product(self):
        tree = self._signed()
        while True:
            token = self._next()
            if operator := self._take("*", "/", "@"):
                tree = (operator, tree, self._signed())
            elif token.text == "(" and token.inside and not isinstance(tree, list):
                if is_remark(token) or any(part.text in ",;|\n" for part in token.inside):
                    return tree
                apart = self.pieces[self.at - 1].end < token.start and is_plain(tree)
                factor = self._power()
                alike = apart and comes_to(*map(worked_out, (factor, tree)))
                if alike and is_plain(factor) and not isinstance(tree, float):
                    continue  # 4/5 (0.8)
                alone = is_plain(factor) and self._next().text not in tuple("=+-*/^(")
                if apart and (alone or (alike and not is_plain(factor))):
                    raise Unread("Is the bracket a factor, or a remark?")
                tree = ("*", tree, factor)
            else:
                return tree

    def _signed(self):
        minus = False
        while sign := self._take("+", "-"):
            minus ^= sign == "-"
        return negative(self._power()) if minus else self._power()

    def _power(self):
        tree = self._atom()
        if self._take("^"):
            minus = self._take("+", "-") == "-"
            tree = ("^", tree, negative(self._atom()) if minus else self._atom())
        return tree

    def _atom(self):
        token = self._next()
        self.at += 1
        if token.kind == "number":
            top, _, bottom = token.text.replace("¯", "-").partition("⁄")
            return bounded(worked_out(("/", float(top), float(bottom or 1))))
        if token.kind == "word" and self._next().kind == "group":
            return self._methods(self._call(token.text.lower().split(".")[-1]))
        if token.kind == "group":
            return self._methods(self._bracket(token))
        raise Unread

    def _bracket(self, token):
        """What stands in brackets: a sum, or a list of entries."""
        inner = _Reader(self.text, token.inside)
        if token.text in "({":
            try:
                tree = inner._tree()
                if inner.at == len(inner.pieces):
                    return tree
            except Unread:
                pass
        found = _Reader(self.text, token.inside).entries()
        whole = listed(found)
        if whole.value is None:
            raise Unread
        nested = len(found) == 1 and found[0].value is whole.value and not whole.name
        return whole.value if isinstance(whole.value, list) and not nested else [whole]

    def _call(self, name):
        """What a function gives: the numbers that it only wraps, or a tree of its arguments."""
        groups = [self._next()]
        if re.fullmatch(_WRAPPERS, name):
            self.at += 1
            return self._bracket(groups[0])
        if name.endswith("frac") and self._next(1).kind == "group":
            groups.append(self._next(1))
        self.at += len(groups)
        parts = [part for group in groups for part in parted(group.inside, ",;")]
        trees = [self._bracket(groups[0]._replace(inside=tuple(part))) for part in parts]
        try:
            return CALLED[name](*trees)
        except (KeyError, TypeError, IndexError):
            raise Unread(f"What does {name} give? Can the number itself be written?") from None

    def _methods(self, tree):
        while self._next().kind == "method":
            name = self._next().text[1:]
            self.at += 1 + (self._next(1).kind == "group")
            if not re.fullmatch(_HARMLESS, name):
                raise Unread(f"What does {name} give? Can the numbers themselves be written?")
            if name in ("T", "transpose"):
                tree = cells(tree).T
        return tree


def names(group):
    """The words of a remark in brackets, such as (rounded) or (neuron 1)."""
    return [token.text for token in group.inside if token.kind == "word"]


def is_remark(group):
    """Whether brackets hold no number of the sum: (rounded), (neuron 1), (negative)."""
    kinds = {token.kind for token in group.inside}
    return kinds <= {"sign"} or ("word" in kinds and "group" not in kinds)


def _says(word):
    """Whether a word beside a number may be its name, or say its place."""
    return bool(re.search(_NAME, word) or _numbers(word))


def _changes(word):
    return MAKING.fullmatch(word.lower()) or LEAVING_OPEN.fullmatch(word.lower())


def _counts(group):
    """Whether brackets after a number are more than a remark on it."""
    words = names(group)
    kinds = [token.kind for token in group.inside]
    changing = _SCALES + r"|exact\w*|precise\w*|genau|unrounded" * ("number" in kinds)
    if any(re.fullmatch(changing, word.lower()) for word in words):
        raise Unread(f"“{words[0]}” may change the number. Which one is the answer?")
    return not is_remark(group)


def _worked(name, parts):
    """One entry from the parts that `=` joins: the last plain number, and how it was worked out."""
    trees = [tree for tree, _ in parts]
    if not trees or (len(trees) == 1 and isinstance(trees[0], list)):
        return Entry(name, *trees)
    plain = [i for i, tree in enumerate(trees) if is_plain(tree)]
    chosen = plain[-1] if plain else len(trees) - 1
    values = [worked_out(tree) for tree in trees]
    for i in plain[-2::-1]:
        if comes_to(values[i], values[chosen], least=0):
            chosen = i  # the one with more digits
        elif not isinstance(trees[i], tuple) and np.any(values[chosen] != np.maximum(values[i], 0)):
            raise Unread(f"Is it {parts[i][1]} or {parts[chosen][1]}? Write one answer.")
    comes_out = all(
        np.size(values[i]) != np.size(values[i + 1])  # of a product with · of lists nothing is said
        or comes_to(values[i], values[i + 1])
        or comes_to(values[i], worked_out(_first(trees[i + 1])))
        for i in range(len(trees) - 1)
    )
    tree, text = next((part for part in parts if not is_plain(part[0])), parts[0])
    value = values[chosen] if plain else without_noise(values[chosen])
    sums = cells(tree)
    result = len(parts) > 1 and isinstance(tree, tuple)  # 0.5/2 = 0.25
    worked = (result or not is_plain(tree)) and sums.shape == np.shape(value)

    def entry(name, value, trees):
        if np.ndim(value):
            return Entry(name, [entry("", *pair) for pair in zip(value, trees, strict=True)])
        written = float(value) if plain else None
        return Entry(
            name, float(value), Working(trees, text, written, comes_out) if worked else None
        )

    return entry(name, value, sums[()] if worked else value)


def _first(tree):
    while isinstance(tree, tuple):
        tree = tree[1]
    return tree
