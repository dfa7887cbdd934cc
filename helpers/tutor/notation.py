"""The many signs for one thing made one, and the pieces of a text that the grammar reads.

`tokens` gives what the grammar of `writing` reads. Where a sign may stand for two things (0,8 may
be one number or two), `ways` gives a text for each. What stands for what is written in `signs`.
"""

import html
import re
import unicodedata
from typing import NamedTuple

from helpers.tutor.signs import NAMED, PATTERNS, RARE_WAYS, SIGNS, UNCLEAR, WAYS, WORDS
from helpers.tutor.spelled import in_digits

MOST_NUMBERS = 64
MOST_MATRICES = 4  # multiplied by each other
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TOKEN = re.compile(
    r"(?P<times>(?<=[\d.)\]])(?:[xX]|\s+[xX]\s+)(?=[-¯.\d(\[]))"
    r"|(?P<word>\\[A-Za-z]+|[d∂][^\W\d]\w*/[d∂][^\W\d]\w*|\d(?:st|nd|rd|th)\b"
    r"|[^\W\d](?:\w|\.(?=[^\W\d]))*(?:\[\d+\])*)"
    r"|(?P<number>¯?(?:\d+⁄\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))"
    r"|(?P<method>(?<=[\])}])\.[^\W\d]\w*)"
    r"|(?P<sign>\*\*|[-+*·/^@%=:\n;|,\[\](){}])"
    r"|(?P<other>[^\s.])"
)


class Unread(Exception):
    """Carries the sentence for an answer that cannot be read, or none."""


class Untouched(Exception):
    """Says that nothing was answered yet."""


class Token(NamedTuple):
    """A piece of a text. kind: number, word, method, sign, other, or group: what brackets hold."""

    kind: str
    text: str
    start: int
    end: int
    inside: tuple = ()


def tidy(text):
    """The text with one sign for each meaning; raises `Untouched` if there is nothing in it."""
    text = re.sub(rf"[⁺⁻]?[{_RAISED}]+(?![{_RAISED}⁄])", lambda run: f"^({run[0]})", text)
    text = re.sub(rf"(?<=\d)(?=[¼½¾⅐-⅞{_RAISED}])", " ", text)
    text = re.sub(r"(?<=\d)[\u2009\u202f](?=\d{3}\b)|(?<=[.,]\d{3})[\u2009\u202f](?=\d)", "", text)
    text = unicodedata.normalize("NFKC", "".join(map(_sign, html.unescape(text))))
    text = in_digits(text)
    for pattern, meaning in PATTERNS:
        text = re.sub(pattern, meaning, text)
    text = text.strip()
    if not re.search(r"[^\W_]", text) or "..." in text:
        raise Untouched
    for pattern, question in UNCLEAR:
        if re.search(pattern, text):
            raise Unread(question)
    text = "".join(SIGNS.get(sign, sign) for sign in text).strip()
    bullets = r"(?m)^ *\* +"
    return re.sub(bullets, "", text) if re.match(bullets, text) else text


def _sign(sign):
    """A sign of ASCII for one of all others that means the same."""
    kind, name = unicodedata.category(sign), unicodedata.name(sign, "")
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    if kind == "Cf":  # takes no room: zero-width spaces and the like
        return ""
    if name.startswith("CIRCLED DIGIT"):
        return f" n{unicodedata.digit(sign)}: "
    if kind[0] in "SPM" and not sign.isascii():
        for part, meaning in NAMED:
            if re.search(part, name):
                return meaning
    # emoji, currencies, control characters
    blank = sign.isspace() or kind in ("So", "Sc", "Cc")
    return " " if blank and sign not in "\n\r\t" else sign


def ways(text, rare=False):
    """What a tidy text may mean: a list of (text, note), the plainest first; rare: rarely so."""
    meanings = [(text, "")]
    for pattern, meaning, note in WAYS:
        for other, said in list(meanings):
            changed = re.sub(pattern, meaning, other)
            if changed != other:
                meanings.append((changed, f"{said} {note}".strip()))
    if rare:
        others = [(re.sub(*way, other), said) for way in RARE_WAYS for other, said in meanings]
        meanings += others
    return list(dict.fromkeys(meanings))


def tokens(text):
    """The pieces of a tidy text. Raises `Unread` for what cannot be one."""
    found = [Token("sign", "\n", 0, 0)]
    for match in _TOKEN.finditer(text):
        token, last = Token(match.lastgroup, match[0], *match.span()), found[-1]
        touching = last.end == token.start and {last.kind, token.kind} <= {"number", "word"}
        latex = "\\" in (token.text[0], text[last.start])
        if touching and token.kind + last.kind != "wordword" and not latex:
            raise Unread(f"“{last.text}{token.text}” is not read as a number. Which one is it?")
        token = _meant(token)
        if token.text == "\n" and last.text in ("=", "+", "-", "*", "/"):
            continue  # the line goes on
        if last.text == "\n" and token.text in ("=", "+", "*", "/"):
            found.pop()
        if token.text:
            found.append(token)
    if sum(token.kind == "number" for token in found) > MOST_NUMBERS:
        raise Unread(f"That is more than {MOST_NUMBERS} numbers. Which of them is the answer?")
    if sum(token.text == "@" for token in found) > MOST_MATRICES:
        raise Unread("Those are many matrices. Can the answer itself be written?")
    return found


def parted(pieces, signs):
    """The pieces between those signs, as a list of lists; nothing between two is left out."""
    parts = [[]]
    for token in pieces:
        if token.kind == "sign" and token.text in signs:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _meant(token):
    """The token that a word or a sign stands for."""
    kind, text = token.kind, token.text
    if kind == "word":
        text = text.removeprefix("\\")
        sign = WORDS.get(text.lower())
        kind = {None: "word", "0": "number"}.get(sign, "sign")
        text = text if sign is None else sign
    elif kind == "times":
        kind, text = "sign", "*"
    elif kind == "sign":
        text = {"**": "^", "·": "*"}.get(text, text)
    return token._replace(kind=kind, text=text)
