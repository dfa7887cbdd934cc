"""Numbers in words, as people dictate them: minus nought point three eight, three quarters."""

import re

_UNITS = (
    "zero|nought|naught|oh|null|zéro one|eins|un two|zwei|deux three|drei|trois four|vier|quatre"
    " five|fünf|cinq six|sechs seven|sieben|sept eight|acht|huit nine|neun|neuf ten eleven twelve"
    " thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PARTS = (  # from a half on
    "half|halves third|thirds quarter|quarters|fourth|fourths fifth|fifths sixth|sixths"
    " seventh|sevenths eighth|eighths ninth|ninths tenth|tenths"
)
NUMBERS = {
    **{word: n for n, words in enumerate(_UNITS.split()) for word in words.split("|")},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
}
PARTS = {
    **{word: n for n, words in enumerate(_PARTS.split(), 2) for word in words.split("|")},
    **{"hundredth": 100, "hundredths": 100},
}

_UNIT, _TEN, _PART = "|".join(NUMBERS), _TENS.replace(" ", "|"), "|".join(PARTS)
_WORD = rf"\b(?:(?:{_TEN})[- ](?:{_UNIT})|{_UNIT})\b"
_NUMBER = rf"(?:(?<![\w.,/])\d+(?![.,/]?\d)|{_WORD})"
_POINT = r"(?:point|komma|virgule)"
_JOINED = "minus|plus|times|over|and|or|to"
_BEFORE = (
    rf"\A|[,;=:\n] *|\b(?:{_JOINED}|negative|from|than|is|are|equals|makes|about|roughly|after) "
)
_AFTER = rf" *(?:\Z|[.,;\n!?]|percent|(?:{_JOINED}|per|squared|fold|steps?)\b)"


def in_digits(text):
    """The text with its numbers in digits; what may be another word stays as it is."""
    for pattern, meaning in _PATTERNS:
        text = re.sub(rf"(?i){pattern}", meaning, text)
    return text


def _value(words):
    return sum(int(word) if word.isdigit() else NUMBERS[word] for word in re.split("[- ]", words))


def _digits(words):
    return "".join(str(_value(word)) for word in re.findall(_NUMBER, words.lower()))


def _fraction(found):
    top = found[1].lower()
    return f"{1 if top in ('a', 'an') else _value(top)}/{PARTS[found[2].lower()]}"


def _times(found):
    return str(found.lastindex + 1)


_PATTERNS = [
    (
        rf"({_NUMBER}) {_POINT}((?: {_NUMBER})+)\b(?! {_POINT})",
        lambda found: f"{_digits(found[1])}.{_digits(found[2])}",
    ),
    (
        rf"({_BEFORE}){_POINT}((?: {_WORD})+)\b(?! {_POINT}| ?[=:])",
        lambda found: f"{found[1]}0.{_digits(found[2])}",
    ),
    (
        rf"(?:\btimes|[*×x]) ?(?:10|ten) to the (?:power (?:of )?)?(minus |-)?({_NUMBER})",
        lambda found: f"*10^({'-' * bool(found[1])}{_digits(found[2])})",
    ),
    (rf"\b(an?|{_NUMBER}) ({_PART})\b", _fraction),
    (rf"({_NUMBER}) and (?=\d+/\d+)", lambda found: f"{_digits(found[1])} "),
    (r"\A(minus |negative |-)?half\Z", r"\1 1/2"),
    (
        rf"\b(neuron|input|row|column|unit|z|w|h|delta|δ) ({_WORD})",
        lambda found: f"{found[1]} {_digits(found[2])}",
    ),
    (rf"({_BEFORE})(?!oh|null)({_WORD})(?={_AFTER})", lambda found: found[1] + _digits(found[2])),
    (rf"\A({_UNIT})(?=fold)", lambda found: _digits(found[1])),
    (r"\A(?:it )?(?:(twice|doubled?)|(thrice|tripled?)|(quadrupled?))s?\Z", _times),
    (r"(?<=\d) over (?=\d)", "/"),
]
