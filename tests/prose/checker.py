"""Judge every number of a Markdown text: bound to a computed value and pinned, or a problem.

Pinned means that the checker would see any one changed digit, and a changed sign: for each number it tries
them all. A number is bound, in this order, by a claim (`claims.toml`), by the equality chain it stands in,
by a quantity that its sentence names, or, where the sentence names none, by a number that the code cell
before or after it shows. `reading` says which numbers are no results; `formula` what a formula may hold.
"""

import math
import re
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from tests.prose import names, reading
from tests.prose.formula import NUMBER, RELATIONS, Formula, Unreadable, exactly, plain, value_of
from tests.prose.scenes import Scene

CLAIMED = "■"
LIST = re.compile(r"\[[-−\d.,\s\[\]]*\d[-−\d.,\s\[\]]*\]")
NAMES = re.compile(rf"(?:{names.NAME})(?:\[[\d, ]+\])?")
PIECES = re.compile(rf"(?<![\w.]){NUMBER}|(?:{names.NAME}){names.INDEX}|\S")
EXPRESSION = re.compile(rf"(?<![\w.]){NUMBER}(?:\s[-+−*/×·]\s{NUMBER})+")
SAMPLE = re.compile(
    r"[\[\]\"'(),;\s]*1(?:[\[\]\"'(),;\s]+1)*[\[\]\"'(),;\s]*|[\[\]\"'(),;\s]*1[\[\]\"'(),;\s]+2(?:[\[\]\"'(),;\s]+3)?(?:[\[\]\"'(),;\s]+4)?[\[\]\"'(),;\s]*"
)
HEDGED = re.compile(r"(?:about|around|near|nearly|roughly|almost|some|≈|to|below|above)\s+$")


class Report(NamedTuple):
    """What was checked in one text: chains, values and the problems found."""

    chains: int
    values: int
    problems: list


def check(source, scenes, shown=(), claims=(), code=""):
    """Check one Markdown text.

    scenes: what its names mean, nearest first. shown: numbers that the neighbouring outputs show.
    claims: compiled claims of its notebook. code: the notebook's code, which code spans may quote.
    """
    text, claimed, problems = _take_claims(source, claims)
    judge = _Judge(scenes, shown, code, problems)
    for sentence in reading.sentences(reading.blanked(text)):
        judge.sentence(sentence)
    return Report(judge.chains, judge.values + claimed, judge.problems)


def _take_claims(source, claims):
    """The source with every claimed number overwritten, the count of them and those that are wrong."""
    problems, count, text = [], 0, source
    for claim in claims:
        for match in claim.pattern.finditer(source):
            claim.uses += 1
            for group, value in enumerate(claim.values, start=1):
                start, end = match.span(group)
                text = text[:start] + CLAIMED * (end - start) + text[end:]
                count += 1
                if not shows(match[group], value, rounded=True):
                    problems.append(f"{match[0]!r}: {match[group]} should be {float(value):.10g}")
    return text, count, problems


class _Judge:
    def __init__(self, scenes, shown, code, problems):
        self.scenes, self.shown, self.code = scenes, shown, code
        self.chains, self.values, self.problems = 0, 0, problems
        self._known_values = {}

    def sentence(self, sentence):
        """Check the formulas of a sentence, then the numbers that stand in its plain words."""
        words, formulas = "", []
        for kind, text in sentence.segments:
            if kind == "text":
                words += text
            elif kind == "code" and _is_no_formula(text, self.code):
                words += " . " if not re.fullmatch(r"[\w.]+", text) else f" {text} "
            else:
                try:
                    pieces = [
                        (text, plain(text) if kind != "code" else text)
                        for text in _separate(text, kind)
                    ]
                except Unreadable as error:
                    self.problems += (
                        [str(error)] if re.search(r"\d", re.sub(r"_\{?\w+", "", text)) else []
                    )
                    continue
                for _, piece in pieces:
                    parts = _sides(piece)
                    if len(parts) > 1:
                        formulas.append(parts)
                        words += " . "
                    else:
                        words += f" {piece} "
        words = re.sub(r"\bnew (W1|W2|b1|b2)\b", r"\1_new", words)
        context = (
            words + " " + sentence.about + " " + " ".join(side for f in formulas for side in f[::2])
        )
        words = self._plain_chains(words, formulas)
        for parts in formulas:
            self._chain(parts, context)
        words = reading.INDEX.sub(lambda match: " " * len(match[0]), words)
        words = LIST.sub(lambda match: self._array(match[0]), words)
        words = EXPRESSION.sub(lambda match: self._unless_code(match[0]), words)
        for match in re.finditer(rf"(?P<minus>(?:(?<=[\s(\[])|^)[-−])?(?<![\w.]){NUMBER}", words):
            self._bare(match[0], words[: match.start()], words[match.end() :], context)

    def _unless_code(self, text):
        """Blank for a sum or product that the notebook's code works out: it states no result itself."""
        return (
            " " * len(text) if re.sub(r"[×·]", "*", text).replace("−", "-") in self.code else text
        )

    def _array(self, text):
        """Blank for a list that some array of this notebook is, and no changed digit of it is."""
        try:
            side = Formula(text)
            known = [
                np.array2string(exactly(array), threshold=99)
                for scene in self.scenes
                for array in scene.arrays()
            ]
            match = [_text_of(side, side.numbers) in known]
            match += [
                _text_of(side, [*side.numbers[:i], change, *side.numbers[i + 1 :]]) not in known
                for i, number in enumerate(side.numbers)
                for change in changes(number)
            ]
        except (Unreadable, ValueError):
            return text
        self.values += len(side.numbers) if all(match) else 0
        return " " * len(text) if all(match) else text

    def _plain_chains(self, words, formulas):
        """Move the chains that stand in plain words to `formulas`; returns the words that remain."""
        tokens = list(PIECES.finditer(words))
        taken = -1
        for i, token in enumerate(tokens):
            if token[0] not in RELATIONS or i <= taken:
                continue
            start, end = self._grow(tokens, i, -1, taken), self._grow(tokens, i, 1, taken)
            while end + 1 < len(tokens) and tokens[end + 1][0] in RELATIONS:
                end = self._grow(tokens, end + 1, 1, taken)
            text = words[tokens[start].start() : tokens[end].end()]
            parts = list(_sides(text))
            if not parts[0].strip():
                parts = parts[2:]
            if len(parts) > 2 and parts[-1].strip():
                formulas.append(parts)
                words = (
                    words[: tokens[start].start()] + " " * len(text) + words[tokens[end].end() :]
                )
            taken = end
        return words

    def _grow(self, tokens, i, way, taken):
        """How far a formula reaches from the relation at `i`: operands and operators by turns."""
        depth, operand = 0, False
        opening, closing = ("([", ")]") if way > 0 else (")]", "([")
        while taken < i + way < len(tokens):
            word = tokens[i + way][0]
            known = (
                re.fullmatch(NUMBER, word)
                or word == CLAIMED
                or self._known(word)
                or word in names.FUNCTIONS
            )
            if (known and (not operand or depth)) or (word in "+-−×·*/^@" and (operand or way > 0)):
                operand = bool(known)
            elif (
                depth == 0
                and way < 0
                and operand
                and word in names.FUNCTIONS
                and tokens[i][0] == "("
            ):
                pass
            elif word in opening and (depth or not operand or tokens[i][0] in names.FUNCTIONS):
                depth += 1
                operand = False
            elif word in closing and depth:
                depth -= 1
                operand = True
            elif not (word == "," and depth):
                break
            i += way
        return i

    def _known(self, word):
        name = names.python(word)
        return bool(re.match(r"[A-Za-zδη]", word)) and any(
            scene.values(name) for scene in self.scenes
        )

    def _chain(self, parts, context):
        """Check one chain: sides at even places, relations at odd ones."""
        text = " ".join(part.strip() for part in parts)
        if CLAIMED in text and not re.search(rf"(?<![\w.\[]){NUMBER}", text):
            return
        try:
            chain = _Chain(parts, self.scenes)
        except Unreadable as error:
            if re.search(rf"(?<![\w.\[]){NUMBER}", text):
                self.problems.append(str(error))
            return
        if chain.is_free:
            return
        self.chains += 1
        numbers = chain.numbers
        if re.fullmatch(r"z\S* [=<>≤≥] 0", text):  # a condition, not a result
            return
        if not chain.holds(numbers):
            self.problems.append(f"{text}: does not hold{chain.unknown()}")
            return
        for i, number in enumerate(numbers):
            self.values += 1
            others = [*changes(number), *([f"-{number}"] if chain.negative[i] else [])]
            loose = [
                other for other in others if chain.holds([*numbers[:i], other, *numbers[i + 1 :]])
            ]
            if chain.negative[i]:
                number, loose = f"-{number}", [f"-{other}".replace("--", "") for other in loose]
            elsewhere = [*numbers[:i], *numbers[i + 1 :]]
            if loose and not self._named(number, loose, context, chain.ingredients(), elsewhere):
                self.problems.append(
                    f"{text}: {number} could be {loose[0]} and the chain would still hold"
                )

    def _named(self, number, loose, context, more, others):
        """Whether a quantity named in `context`, or `more`, has this value, and none has a value of `loose`.

        A value that stands elsewhere in the same chain has its place and is no candidate.
        """
        values = [
            v
            for v in self._meant(context, more)
            if _is_one(number, [v]) or not any(_is_one(o, [v]) for o in others)
        ]
        return (
            number not in others
            and _is_one(number, values)
            and not any(_is_one(o, values) for o in loose)
        )

    def _bare(self, number, before, after, context):
        """Check one number in plain words."""
        self.values += 1
        rounded = bool(HEDGED.search(before))
        groups = self._groups(before, after, context)

        def accepted(written):
            if re.fullmatch(r"\d", written):  # zero in words; any other single digit needs a claim
                return written == "0"
            return any(
                _is_one(written, values, rounded)
                and not any(_is_one(c, values, rounded) for c in changes(written))
                for values, digits in groups
                if len(re.sub(r"\D", "", written).strip("0")) >= digits
            )

        if not accepted(number):
            self.problems.append(
                f"{number} in {_short(before)!r}: no quantity that is named here settles it"
            )
        elif loose := [change for change in changes(number) if accepted(change)]:
            self.problems.append(
                f"{number} in {_short(before)!r} could be {loose[0]}: say which quantity it is"
            )

    def _groups(self, before, after, context):
        """The values a number may be bound to, group by group, and the digits it must show for each."""
        nearest = [token[0] for token in NAMES.finditer(before) if self._meant(token[0])]
        groups = [(self._meant(nearest[-1]), 1)] if nearest else []
        following = NAMES.match(after.lstrip(" ,("))
        groups += [(self._meant(following[0]), 1)] if following else []
        exact = [token[0] for token in NAMES.finditer(context) if not token[0].isalpha()]
        return [
            *groups,
            (self._meant(" ".join(exact)), 1),
            (self._meant(context), 1),
            (self.shown, 2),
        ]

    def _meant(self, context, more=()):
        """Every value of the quantities that a text names, by word, symbol or code."""
        if (context, tuple(more)) not in self._known_values:
            found, last = set(more), ""
            for token in NAMES.finditer(context):
                word = token[0]
                base, index = re.fullmatch(r"(.*?)(\[[\d, ]+\])?", word, re.S).groups()
                found.add(names.python(word) if "/" in word else names.python(base) + (index or ""))
                found.add(f"{last}_{word}")  # the promised drop is promised_drop
                for pattern, meant in names.SPOKEN.items():
                    if re.fullmatch(pattern, word, re.I):
                        found.update(meant)
                last = word
            values = [
                value for name in found for scene in self.scenes for value in scene.values(name)
            ]
            self._known_values[context, tuple(more)] = values
        return self._known_values[context, tuple(more)]


class _Chain:
    """The sides and relations of one chain; sides without digits that nothing binds are left out."""

    def __init__(self, parts, scenes):
        self.sides = [Formula(side.strip()) for side in parts[::2]]
        self.relations = list(parts[1::2])
        if self.relations[:1] == ["←"]:
            target = re.match(r"\w+", self.sides[0].text)[0]
            self.sides[0] = Formula(self.sides[0].text.replace(target, f"{target}_new", 1))
            self.relations[0] = "="
        self._all, self._cached = self._with_letters(scenes), {}
        self.left_out = [side for side in self.sides if not side.numbers and not self._bound(side)]
        self.numbers = [number for side in self.sides for number in side.numbers]
        self.negative = [sign for side in self.sides for sign in side.negative]
        self.is_free = not self.numbers or len(self.sides) - len(self.left_out) < 2
        if self.is_free and self.numbers:
            raise Unreadable(f"{' '.join(parts)}: nothing is known of {self.left_out[0].text!r}")
        self.scenes = self._distinct(self._all)

    def _bound(self, side):
        return any(self._value(side, scene, []) is not None for scene in self._all)

    def _with_letters(self, scenes):
        """Scenes in which a letter that means nothing stands for any number, so that identities are checked."""
        used = {name for side in self.sides for name in side.names}
        letters = {
            n: Fraction(7 + 2 * i, 3 + i)
            for i, n in enumerate(sorted(used))
            if re.fullmatch("[a-z]", n)
        }
        free = {n: v for n, v in letters.items() if not any(scene.values(n) for scene in scenes)}
        return (
            [Scene({**scene.kernel, **free}, scene.quantities) for scene in scenes]
            if free
            else scenes
        )

    def _distinct(self, scenes):
        """One scene for each different meaning of the names in use."""
        used = sorted({name for side in self.sides for name in side.names})
        kept = {}
        for scene in scenes:
            kept.setdefault(tuple(tuple(scene.values(name)) for name in used), scene)
        return list(kept.values())

    def _value(self, side, scene, numbers):
        key = (id(side), id(scene), tuple(numbers))
        if key not in self._cached:
            try:
                self._cached[key] = side.value(scene, numbers)
            except (
                NameError,
                LookupError,
                TypeError,
                ValueError,
                AttributeError,
                ZeroDivisionError,
                OverflowError,
            ):
                self._cached[key] = None
        return self._cached[key]

    def holds(self, numbers):
        return any(self._holds_in(scene, numbers) for scene in self.scenes)

    def _holds_in(self, scene, numbers):
        given, position = [], 0
        for side in self.sides:
            own = numbers[position : position + len(side.numbers)]
            position += len(own)
            if side not in self.left_out:
                given.append((side, own, self._value(side, scene, own)))
        if any(value is None for _, _, value in given):
            return False
        relations = self.relations[-(len(given) - 1) :]
        pairs = zip(given, given[1:], relations, strict=False)
        return all(_relates(left, right, relation) for left, right, relation in pairs)

    def ingredients(self):
        first = re.match(r"\w+", self.sides[0].names[0]) if self.sides[0].names else None
        return names.INGREDIENTS.get(first[0], []) if first else []

    def unknown(self):
        lost = [side.text for side in self.left_out]
        return f" (nothing is known of {', '.join(lost)})" if lost else ""


def _relates(left, right, relation):
    (left_side, left_numbers, a), (right_side, right_numbers, b) = left, right
    if relation == "≈" or any("…" in n or "..." in n for n in left_numbers + right_numbers):
        if right_side.is_written:
            return _shows_all(right_side, right_numbers, a, b)
        return left_side.is_written and _shows_all(left_side, left_numbers, b, a)
    if relation in "=≠":
        return _equal(a, b) == (relation == "=")
    if np.ndim(a) or np.ndim(b) or relation not in "<>≤≥":
        return False
    return {"<": a < b, ">": a > b, "≤": a <= b, "≥": a >= b}[relation]


def _equal(a, b):
    a, b = np.atleast_2d(np.asarray(a)), np.atleast_2d(np.asarray(b))
    return a.shape == b.shape and all(
        p == q or math.isclose(p, q, rel_tol=1e-10) for p, q in zip(a.flat, b.flat, strict=True)
    )


def _shows_all(side, written, value, own):
    if np.shape(np.atleast_1d(value)) != np.shape(np.atleast_1d(own)) or np.size(own) != len(
        written
    ):
        return False
    signs = [-1 if part < 0 else 1 for part in np.ravel(own)]
    return all(
        shows(number, sign * part, rounded=True)
        for number, sign, part in zip(written, signs, np.ravel(value), strict=True)
    )


def shows(written, value, rounded=False):
    """Whether a written number is `value` at the digits it shows.

    Numbers of less than four digits must be exact unless `rounded`; `0.0016…` is cut off, not rounded.
    """
    mine, value = value_of(written), float(value)
    if math.isclose(mine, value, rel_tol=1e-10):
        return True
    mantissa, _, power = (
        re.sub(r"[…%\s,]|\.\.\.", "", written.replace("−", "-")).lower().partition("e")
    )
    decimals = len(mantissa.partition(".")[2])
    cut = "…" in written or "..." in written
    few = len(mantissa.replace(".", "").strip("-0")) < 4
    if (not decimals and not power) or (few and not rounded and not cut):
        return False
    unit = 10.0 ** (int(power or 0) - decimals) / (100 if "%" in written else 1)
    if cut:
        return 0 <= (abs(value) - abs(float(mine))) < unit and value * mine >= 0
    return abs(value - float(mine)) <= unit / 2 * (1 + 1e-9)


def _text_of(side, numbers):
    return np.array2string(side.value({}, numbers), threshold=99)


def _is_one(number, values, rounded=False):
    """Whether a written number is one of the values. Zero is written 0, and no number ends in a spare 0."""
    spare = re.fullmatch(r".*\.\d*0", number) or (not value_of(number) and number != "0")
    return not spare and any(shows(number, value, rounded) for value in values)


def changes(number):
    """The number with each digit changed in turn to each other digit, and with its minus left out."""
    for i, digit in enumerate(number):
        if digit.isdigit():
            yield from (
                number[:i] + other + number[i + 1 :] for other in "0123456789" if other != digit
            )
    if number[0] in "-−":
        yield number[1:]


def _is_no_formula(text, code):
    """A code span that quotes the notebook's code, is a command or a path, or holds no number."""
    if re.search(r"[\[\"';]", text) and SAMPLE.fullmatch(text):
        return True
    if re.match(r"(?:python3?|pip|jupyter|pytest|git|cd|npx?|docker|ruff)\b", text) or re.search(
        r"\w/\w+[./]", text
    ):
        return True
    return (
        (" = " not in text or not re.search(r"\d", text))
        and text in code
        and not re.fullmatch(r"[-\d.]+", text)
    )


def _separate(text, kind):
    """The statements of a formula: lines of `aligned`, and parts between commas outside all brackets."""
    if kind == "code":
        return _cut(text.split("#")[0], r"[,;]\s|→|->")
    text = re.sub(r"\\(?:begin|end)\{(?:aligned|align\*?|gathered)\}", "", text)
    matrices = []
    text = re.sub(
        r"\\begin\{[bp]matrix\}.*?\\end\{[bp]matrix\}",
        lambda m: _keep(matrices, m[0]),
        text,
        flags=re.S,
    )
    lines = (
        re.sub(r"\\\\(?:\[\w+\])?\s*(&?\s*(?:=|\\approx))", r" \1", text)
        .replace("&", "")
        .split("\\\\")
    )
    parts = [
        part
        for line in lines
        for part in _cut(line, r"[,;]|\\q?quad|\\(?:to|rightarrow|Rightarrow|implies)\b")
    ]
    return [re.sub(r"\x01(\d+)\x01", lambda m: matrices[int(m[1])], part) for part in parts]


def _keep(kept, text):
    kept.append(text)
    return f"\x01{len(kept) - 1}\x01"


def _cut(text, ends):
    """Split where `ends` matches outside all brackets."""
    parts, start = [], 0
    for match in re.finditer(ends, text):
        before = text[: match.start()]
        if all(before.count(o) <= before.count(c) for o, c in ("()", "[]", "{}")):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part for part in [*parts, text[start:]] if part.strip(" .")]


def _sides(text):
    """A chain cut at its relations outside all brackets: side, relation, side …"""
    text = (
        re.sub(r"==", "=", text)
        .replace("<=", "≤")
        .replace(">=", "≥")
        .replace("!=", "≠")
        .rstrip(" .")
    )
    parts, start, depth = [], 0, 0
    for i, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter in RELATIONS and depth == 0:
            parts += [text[start:i], letter]
            start = i + 1
    return [*parts, text[start:]]


def _short(before):
    return "…" + before[-40:].replace("\n", " ")
