"""The many signs for one thing made one: dashes, digits, LaTeX, Python, tables, words.

`tokens` gives what the grammar of `writing` reads. Where a sign may stand for two things (0,8 may
be one number or two), `ways` gives a text for each.
"""

import re
import unicodedata
from typing import NamedTuple

MOST_NUMBERS = 64
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# Signs that only look like another one.
_ALIKE = {
    **dict.fromkeys("⋅∙∗✕✖⨯•", "*"),
    **dict.fromkeys("÷∕", "/"),
    **dict.fromkeys("−˗➖¯⁻", "-"),
    **dict.fromkeys("≃≅≒≐≑∼", "≈"),
    **dict.fromkeys("⇒→←⟹⟶↦⇐", "→"),
    **dict.fromkeys("【〔「『⟦", "["),
    **dict.fromkeys("】〕」』⟧", "]"),
    **dict.fromkeys("│┃║‖¦", "|"),
    **dict.fromkeys("⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠┌┐└┘├┤┬┴┼─═", " "),
    **dict.fromkeys("хХ", "x"),
    **{"٫": ".", "،": ",", "、": ",", "٪": "%", "\ufe0f": "", "ᵀ": "⊤"},
}
# What a sign stands for in the end.
_SIGNS = {
    **dict.fromkeys("≈→∴≡", "="),
    "×": "*",
    **dict.fromkeys("&\t", "|"),
    **dict.fromkeys("~!?", " "),
    **dict.fromkeys("\"'“”„‚«»`´‘’", ""),
    "。": ".",
}
# What a word stands for, with or without the backslash of LaTeX; "" for nothing at all.
_MEANINGS = {
    "-": "minus negative neg moins menos meno eksi минус мінус マイナス 负 負",
    "*": "times multiplied cdot ast x mal fois por veces",
    "/": "div divided geteilt durch",
    "=": "is are be equals equal gives makes becomes approx simeq sim rightarrow implies"
    " ist sind est 是 为",
    "": "left right displaystyle quad qquad by so mathrm mathbf mathit mathcal bm boxed fbox"
    " underline vec num operatorname",
    ",": "and und et и 和 与",
    **{"+": "plus", "%": "percent prozent", "0": "zero", "^": "hoch"},
}
_WORDS = {word: sign for sign, words in _MEANINGS.items() for word in words.split()}
# What is not read, because it may be meant in another way: the pattern, and what to ask.
_UNCLEAR = [
    (r"\* ?10-\d", "Is that 10 to a power, or is something taken away? Write it like 1.5e-2."),
    (r"(?<!\d)\d*[.,]\d*\(\d+\)(?! ?[-+*/^=(.,\d])", "Is that a product, or do digits repeat?"),
    (
        r"(?:^|[\n\t,;|=\[({]) ?--(?=[\d.])",
        "One minus, or two? Write the number with one.",
    ),
    (r"(?<=\d) to (?=-?[\d.])|(?<!dds )(?<!dd )\bup to\b", "Which number of that range is it?"),
    (r"不|≠", "Which number is it, then?"),
    (r"\b[OlI][.,]\d|\d[.,][OlI]\d", "Is a letter meant as a digit, O for 0 or l for 1?"),
    (r"^0[xXbB]\w+$", "Can the number be written with decimal digits, as in 0.5?"),
]
# What stands round the numbers, and what is written in many signs: the pattern, what it means.
_PATTERNS = [
    # LaTeX
    (r"\r\n?|\\\\(?:\[\d+\w+\])?", "\n"),
    (r"\\end\{(\w+)\}\s*\\begin\{\1\}", "] @ ["),
    (r"\\begin\{\w+\*?\}(?:\{[lcr| ]+\})?", "["),
    (r"\\end\{\w+\*?\}", "]"),
    (r"\\(?:text|textrm|mbox)\{([^{}]*)\}", r" \1 "),
    (r"\\phantom\{[^{}]*\}|\\[,;:! ()\[\]]", " "),
    (r"\\(?=[%_{}#&])|(?<=\{[,.])\}|\{(?=[,.]\})|& ?(?==)", ""),
    (r"\\math\w+\{T\}", "T"),
    (r"\\[bB]ig+[lr]?(?![a-z])", ""),
    (r"_\{([^{},]*),?([^{},]*)\}", r"_\1\2"),
    (r"\^\{([^{}]*)\}", r"^(\1)"),
    (r"(?<=[\])]) ?\^? ?\(?\s?(?:\\top|\\intercal|\\?T\b|⊤) ?\)?", ".T "),
    (r"等[于於]", " = "),
    (r"(?<=\d)点(?=\d)", "."),
    (r"([\u3040-\u30ff]+|[\u3400-\u9fff\uac00-\ud7af])", r" \1 "),
    # Python, Markdown, HTML and tables
    (r"<tf\.Tensor:.*?numpy=(.*)>", r"\1"),
    (
        r"(?i),?\s?\b(?:dtype|requires_grad|grad_fn|device|name|length|shape) ?[=:] ?"
        r"(?:<[^<>]*>|\([\d, ]*\)|['\"]?[A-Za-z][\w.:'\"]*)",
        "",
    ),
    (r"</(?:tr|p|li|div)>|<br ?/?>", "\n"),
    (r"</t[dh]>", "|"),
    (r"</?(?:[biup]|em|strong|code|pre|su[bp]|span|div|[uo]l|li|t\w+)\b[^<>]*>", ""),
    (r"^([^']*\])'\s*$", r"\1.T"),
    (r"(?<![\w)*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w(*])", r"\1"),
    (r"^\s*(\*\*|__|\*|_)(.*)\1\s*$", r"\2"),
    (r"(?m)^[ |]*(?:[ |:+-]*--|[ =]*==|[ |]*-\|)[ |:+=-]*$", ""),
    (r"(?m)(?:#(?!\d)|(?://|(?<!<)--) ?(?=[A-Za-z])).*$|^ *>>>? |/\*.*?\*/", ""),
    (r"#(?=\d)", "n"),
    (r"(?<=\]) ?\(\d ?[*×xX,] ?\d\)(?=\s*$)", ""),
    (r"\( ?= ?([^()]*)\)", r" = \1"),
    # Names
    (r"\[: ?, ?(\d)\]", r" column\1"),
    (r"\[(\d) ?, ?:\]", r" row\1"),
    (r"(?<=\w)\[ ?(\d+), ?(\d+) ?\]", r"[\1][\2]"),
    (r"(^|[\n,;{|] ?)[(\[] ?(\d)(?:, ?|\]\[)(\d) ?[)\]](?= ?[=:])", r"\1e\2\3"),
    (r"(?<=[A-Za-z_]\d)\((\d), ?(\d)\)(?= ?[=:])|\b([A-Za-z]+\d),(\d)(?= ?[=:])", r"_\1\2\3\4"),
    (
        r"(?i)\b(neuron|input|row|col|column|unit|node|entry|hidden) ?(\d{1,2})(?![.,]?\d|[/⁄%])",
        r"\1\2",
    ),
    (r"(^|[\n;,|] ?)(\d)\. (?=[^\W\d])", r"\1n\2 "),
    (r"(?m)^ *(\d) ?(?:->|=>|→)(?= )|^ *\[(\d)\] (?=[-\d.])", r"\1\2:"),
    # Words, and signs of more than one character
    (
        r"(?i)(?:(?:to|with|at) )?(?<![\d.,/])\d+ ?"
        r"(?:d\.?p\b|s\.?f\b|decimal|digit|place|sig)[a-z .]*",
        "",
    ),
    (r"(?<=\d)['_’٬](?=\d{3}(?!\d))|(?<=\d)\.{3,}|\bor so\b|(?<=\d) ?[<>≥≤] ?0(?![\d.]|,\d)", ""),
    (r"(?<=[^\W\d_]{2})\.(?=\d)", " "),
    (r"(?<=[\d)}\]%'\"`]) ?\. +(?=[A-Z])", "\n"),
    (r"(\w\d ?[=:][^=:\n]+?) / (?=\w+\d ?[=:])", r"\1\n"),
    (r"(?<=\d) (?=[eE][+-]\d)", ""),
    (r"(?<=\d)  +-(?=[\d.])", "  ¯"),  # in a column: a sign
    (r"(?<=\d) +(?=10 ?(?:\^|\*\*))", "*"),
    (r"(^|[\n\t,;|&\[({] ?)≈", r"\1"),
    (r"^([^<>]*)[<⟨〈]([^<>]*)[>⟩〉]\s*$", r"\1[\2]"),
    (r"[-=]+>|<[-=]+(?![-=\d.])|:=|==+", "="),
    (r"(?<![A-Za-z_]\d)(?<=[\d%]) of (?=\d)", "*"),
    (r"\bsquared\b", "^2"),
    (r"\bper cent\b", "%"),
]
# What a text may mean as well: the pattern, what it then means, and what is said of it.
_WAYS = [
    (
        r",(?=\d)|(?<=\d)\.(?=\d{3}(?:\.\d{3})*,\d)",
        lambda found: "." if found[0] == "," else "",
        "The comma was read as a decimal point.",
    ),
    (
        r"(?<![\d.,])[1-9]\d{0,2}([, ])\d{3}(?:\1\d{3})*(?![\d,]| \d{3}\b)",
        lambda found: re.sub("[, ]", "", found[0]),
        "The digits were read as one number, in groups of three.",
    ),
    (r"(?<=\d)·(?=\d)(?!10\^)", lambda found: ".", "The dot was read as a decimal point."),
    (  # 1 4/25
        r"(?<![\d.,/⁄])(\d{1,6}) (\d{1,6}) ?[/⁄] ?(\d{1,6})(?![\d./])",
        lambda found: _mixed(found[0], *map(int, found.groups())),
        "",
    ),
    (r"(?<=[\d.)\]%]) +-(?=[\d.])", lambda found: " ¯", ""),  # a sign, not a difference
    (  # not a sign, but the mark before each item
        r"(?s)\A(?:[^\n]*[:=]\s*\n)? *- .*\n *- .*\Z",
        lambda found: re.sub(r"(?m)^ *- ", "", found[0]),
        "",
    ),
    (r"\A\|-([\d.]+)\|\Z", r"\1", ""),  # the size of a number
]
# The same, one at a time, for what does not fit otherwise.
_RARE_WAYS = [
    (r"(?<=\d{3}) (?=[\d ]{1,7}\Z)", ""),  # 0.012 8
    (r" +/ +", "\n"),
    (r"\A\(?\w{1,2}[.)] +(?=[^()\n]*\d[^()\n]*\Z)", ""),  # the number of the task
    (r"(?<=\d)\. +(?=\d)", "."),
]


def _mixed(text, whole, top, bottom):
    return f"{whole * bottom + top}⁄{bottom}" if top < bottom else text


_TOKEN = re.compile(
    r"(?P<number>¯?(?:\d+⁄\d+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))"
    r"|(?P<times>(?<=[\d.)\]])[xX](?=[\d.(\[]))"
    r"|(?P<word>\\[A-Za-z]+|[^\W\d](?:\w|\.(?=[^\W\d]))*(?:\[\d+\])*)"
    r"|(?P<method>(?<=[\])}])\.[^\W\d]\w*)"
    r"|(?P<dots>\.\.\.)"
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
    text = text.translate(str.maketrans(_ALIKE))
    text = "".join(map(_sign, unicodedata.normalize("NFKC", text)))
    for pattern, meaning in _PATTERNS:
        text = re.sub(pattern, meaning, text)
    text = "".join(_SIGNS.get(sign, sign) for sign in text).strip()
    if not re.search(r"[^\W_]", text):
        raise Untouched
    for pattern, question in _UNCLEAR:
        if re.search(pattern, text):
            raise Unread(question)
    bullets = r"(?m)^ *\* +"
    return re.sub(bullets, "", text) if re.match(bullets, text) else text


def _sign(sign):
    kind = unicodedata.category(sign)
    if kind == "Cf":  # takes no room: zero-width spaces and the like
        return ""
    if kind == "Pd" or sign == "−":
        return "-"
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    # emoji with their colours, currencies, control characters
    blank = sign.isspace() or kind in ("So", "Sc", "Cc") or "\U0001f3fb" <= sign <= "\U0001f3ff"
    return " " if blank and sign not in "\n\r\t" else sign


def ways(text, rare=False):
    """What a tidy text may mean: a list of (text, note), the plainest first; rare: rarely so."""
    meanings = [(text, "")]
    for pattern, meaning, note in _WAYS:
        for other, said in list(meanings):
            changed = re.sub(pattern, meaning, other)
            if changed != other:
                meanings.append((changed, f"{said} {note}".strip()))
    if rare:
        others = [(re.sub(*way, other), said) for way in _RARE_WAYS for other, said in meanings]
        meanings += others
    return list(dict.fromkeys(meanings))


def tokens(text):
    """The pieces of a tidy text. Raises `Unread` for what cannot be one, `Untouched` for `...`."""
    found = [Token("sign", "\n", 0, 0)]
    for match in _TOKEN.finditer(text):
        token, last = Token(match.lastgroup, match[0], *match.span()), found[-1]
        if token.kind == "dots":
            raise Untouched
        touching = last.end == token.start and {last.kind, token.kind} <= {"number", "word"}
        if touching and token.kind + last.kind != "wordword" and text[last.start] != "\\":
            if token.text in ("st", "nd", "rd", "th"):
                found[-1] = Token("word", last.text + token.text, last.start, token.end)
                continue
            if token.text[0] != "\\":
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
    return found


def _meant(token):
    """The token that a word or a sign stands for."""
    kind, text = token.kind, token.text.removeprefix("\\")
    if kind == "word":
        text = _WORDS.get(text.lower(), text)
        kind = (
            "number" if text == "0" else "word" if text[:1].isalpha() or text[:1] == "_" else "sign"
        )
    elif kind in ("times", "sign"):
        kind, text = "sign", {"**": "^", "·": "*", "x": "*", "X": "*"}.get(text, text)
    return token._replace(kind=kind, text=text)
