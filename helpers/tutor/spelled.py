"""Numbers in words, as people dictate them: minus nought point three eight, three quarters."""

import re

_UNITS = (
    "zero|nought|naught|oh|null|zéro one|eins|un two|zwei|deux three|drei|trois four|vier|quatre"
    " five|fünf|cinq six|sechs seven|sieben|sept eight|acht|huit nine|neun|neuf ten eleven twelve"
    " thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PARTS = "half|halves third quarter|fourth fifth sixth seventh eighth ninth tenth"  # from a half on
NUMBERS = {
    **{word: n for n, words in enumerate(_UNITS.split()) for word in words.split("|")},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
}
PARTS = {
    **{word: n for n, words in enumerate(_PARTS.split(), 2) for word in words.split("|")},
    **{"hundredth": 100},
}

_WORD = rf"\b(?:(?:{_TENS.replace(' ', '|')})[- ])?(?:{'|'.join(NUMBERS)})\b"
_NUMBER = rf"(?:(?<![\w.,/])\d+(?![.,/]?\d)|{_WORD})"
_POINT = r"(?:point|komma|virgule)"
_JOINED = "minus|plus|times|over|and|or|to"
_LEADING = rf"{_JOINED}|negative|from|than|is|are|equals|makes|about|roughly|after"
_BEFORE = rf"\A|[,;=:^\n] *|\^-|\b(?:{_LEADING}) "
_AFTER = rf" *(?:\Z|[.,;^\n!?]|percent|(?:{_JOINED}|per|squared|fold|steps?)\b)"


def in_digits(text):
    """The text with its numbers in digits; what may be another word stays as it is."""
    for pattern, meaning in _PATTERNS:
        text = re.sub(rf"(?i){pattern}", meaning, text)
    return text


def _digits(words):
    """Each number in digits, one after the other: 38 for three eight or thirty-eight."""
    found = re.findall(_NUMBER, words.lower())
    return "".join(
        str(sum(int(NUMBERS.get(word, word)) for word in re.split("[- ]", one))) for one in found
    )


_PATTERNS = [
    (  # nought point three eight, point four
        rf"(?:({_NUMBER}) |({_BEFORE})){_POINT}((?: {_NUMBER})+)\b(?! {_POINT})",
        lambda found: f"{found[2] or ''}{_digits(found[1] or 'zero')}.{_digits(found[3])}",
    ),
    (
        r"\b(?:10|ten) to the (?:power (?:of )?)?(minus |-)?(?=\w)",
        lambda found: "10^" + "-" * bool(found[1]),
    ),
    (  # three quarters
        rf"(?:\b(?:an?|({_NUMBER})) |\A(?=half\Z))({'|'.join(PARTS)})s?\b",
        lambda found: f"{_digits(found[1] or 'one')}/{PARTS[found[2].lower()]}",
    ),
    (rf"({_NUMBER}) and (?=\d+/\d+)", lambda found: f"{_digits(found[1])} "),
    (rf"\b(neuron |input |row |column |z |w |h )({_WORD})", lambda f: f[1] + _digits(f[2])),
    (rf"({_BEFORE})(?!oh|null)({_WORD})(?={_AFTER})", lambda found: found[1] + _digits(found[2])),
    (rf"\A({'|'.join(NUMBERS)})(?=fold)", lambda found: _digits(found[1])),
    (
        r"\A(?:it )?(?:(twice|doubled?)|(thrice|tripled?)|(quadrupled?))s?\Z",
        lambda found: str(found.lastindex + 1),
    ),
]
