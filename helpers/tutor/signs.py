"""What signs, words and markup stand for in an answer: the data that `notation` reads by.

Each pattern is a regular expression, with what it means and an example of what it is for. Patterns
are tried in the order in which they stand.
"""

import re

# Signs outside ASCII, by a part of the name that Unicode gives them.
NAMED = [
    (r"(?<!PLUS-)MINUS|DASH|HYPHEN|MACRON|HORIZONTAL BAR", "-"),
    (r"DOT OPERATOR|BULLET|ASTERISK OPERATOR|MULTIPLICATION|CROSS PRODUCT", "*"),
    (r"DIVISION", "/"),
    (r"^(?!NOT|LESS|GREATER).*(EQUAL TO|IDENTICAL|LIMIT|TILDE|THEREFORE)", "≈"),
    (r"ARROW", "→"),
    (r"QUOTATION|APOSTROPHE|ACCENT|PRIME|THOUSANDS", "'"),
    (r"LEFT.* ANGLE BRACKET", "<"),
    (r"RIGHT.* ANGLE BRACKET", ">"),
    (r"LEFT.* BRACKET$", "["),
    (r"RIGHT.* BRACKET$", "]"),
    (r"VERTICAL$|VERTICAL LINE|BROKEN BAR", "|"),
    (r"BOX DRAWINGS|BRACKET|PARENTHESIS \w+ HOOK|PARENTHESIS EXTENSION|EMOJI|SELECTOR", " "),
    (r"COMMA$", ","),
    (r"DECIMAL|FULL STOP", "."),
    (r"PERCENT", "%"),
]
# What a sign stands for when all patterns are done.
_SIGNS = {"=": "≈→", "|": "&\t", " ": "~!?", "": "\"'`"}
SIGNS = {sign: meaning for meaning, signs in _SIGNS.items() for sign in signs}
# The words for a sign, with or without the backslash of LaTeX; "" for words to be passed over.
_MEANINGS = {
    "-": "minus negative neg moins menos meno минус マイナス 负 負",
    "*": "times multiplied cdot mal fois por",
    "/": "div divided geteilt",
    "=": "is are be equals equal gives makes make becomes stays get got its predicts approx"
    " rightarrow ist sind est 是 为",
    "": "left right displaystyle quad qquad boxed underline by so",
    ",": "and comma und et и 和 与",
    **{"+": "plus", "%": "percent prozent procent", "0": "zero", "^": "hoch"},
}
WORDS = {word: sign for sign, words in _MEANINGS.items() for word in words.split()}

_LATEX = [
    (r"\\[dt]?frac(?:\{(\d+)\}\{(\d+)\}|(\d)(\d))(?!\d)", r" \1\3⁄\2\4"),
    (r"\r\n?|\\\\(?:\[\d+\w+\])?|\\cr(?![a-z])", "\n"),  # rows end in \\ or \\[2pt] or \cr
    (r"\\begin\{\w+\*?\}(?:\{[lcr| ]+\})?", "["),
    (r"\\end\{\w+\*?\}", "]"),
    (r"\\binom\{([^{}]*)\}\{([^{}]*)\}", r"[\1; \2]"),
    (r"\\phantom\{[^{}]*\}|\\[,;:! ()\[\]]|\\in\b.*", " "),
    (r"\\(?=[%_{}#&]|$)|(?<=\{[,.])\}|\{(?=[,.]\})|& ?(?==)", ""),  # \% and 0{,}5 and &=
    (r"\\(?!\w*frac|sqrt)[A-Za-z]+\{([^{}]*)\}", r" \1 "),  # \text{rounded}, \mathbf{z}
    (r"(?<=[\])]) ?\^? ?[({]?(?:\\top|\\intercal|\\?T\b|⊤)[)}]?", ".T "),
]
_CHINESE = [
    (r"等[于於]", "="),
    (r"([\u3040-\u30ff]+|[\u3400-\u9fff\uac00-\ud7af])", r" \1 "),
]
_PROGRAMS = [  # Python, R, Markdown, HTML, and tables of all kinds
    (r"(?s)~~.*?~~|<(s|del)>.*?</\1>", ""),  # struck out
    (
        r"(?i),?\s?\b(?:dtype|requires_grad|grad_fn|device|name|length|shape) ?[=:] ?"
        r"(?:<[^<>]*>|\([\d, ]*\)|['\"]?[A-Za-z][\w.:'\"]*)",
        "",
    ),
    (r"</(?:tr|p|li|div)>|<br ?/?>", "\n"),
    (r"</t[dh]>", "|"),
    (r"</?[A-Za-z]+\d?(?: [a-z]+=[^<>]*)?>", ""),
    (r"^([^']*\])'\s*$", r"\1.T"),  # [0.5, 0.7]' as in MATLAB
    (r"(?<![\w)*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w(*])", r"\1"),  # **bold**
    (r"^\s*(\*|__?)(.*)\1\s*$", r"\2"),
    (r"(?m)^[ |:+=-]*(?:--|==|-[ :]*\||\|[ :]*-)[ |:+=-]*$", ""),  # |---|:-:|
    (r"\A\s*#+ ?(?!\d)(?=[^\n]*\Z)", ""),  # all of it is a comment
    (r"(?m)(?:#(?!\d)|(?://|(?<!<)--) ?(?=[A-Za-z])).*$|/\*.*?\*/", ""),  # a comment
    (r"(?m)^ *>>>? (?:.*\n(?! *>))?", ""),  # what Python was asked
    (r"(?<=\d) ?\( ?[=≈] ?([^()]*)\)", r" = \1"),  # 0.5 (= 1/2)
]
_NAMES = [
    (r"\[: ?, ?(\d)\]", r" column\1"),  # dW1[:, 0]
    (
        r"(?i)\b(neuron|input|row|col|column|unit|node|entry|hidden) ?(\d{1,2})"
        r"(?![.,]?\d| ?[/⁄%*·^]| per)",
        r"\1\2",
    ),
    (r"(?<=[A-Za-z]\d),(?=\d ?[=:])", "_"),  # w1,2 = 0.5
    # the numbers of items: #1: 0.5, 1 → 0.5, [1] 0.5
    (
        r"#(\d)(?![\d.,]):?|(?m:^ *(\d)(?: ?(?:->|=>|→)(?= )|\. (?=[^\W\d])))"
        r"|(?m:^ *\[(\d)\] +(?=[-\d.]))",
        r"n\1\2\3: ",
    ),
]
_NUMBER = r"(?<![\d.,/^⁄])(\d(?:[\d.,]*\d)?|\.\d+)"
_WRITTEN = [
    (r"(?<=\d) ?\.{3,} ?(?=-?\d)", " to "),
    (  # 1.5 × 10^-2
        rf"(?<![/^⁄] ){_NUMBER}(?: ?(?:[*·xX]|\\?times|\\cdot) ?| )10 ?(?:\^|\*\*) ?"
        r"(?:([-+]?\d+)|[({]([-+]?\d+)[)}])(?!\.?\d)",
        r"\1e\2\3",
    ),
    (r"(?i)\b(?:per|pour|por) (?:cent|ciento)\b", "percent"),
    (rf"(?i){_NUMBER} ?(?:%(?!\d)|percent\b|pro[cz]ent\b|pct\b)", r"\1e-2"),
    (
        r"(?i)(?:(?:to|with|at) )?(?<![\d.,/])(?:\d+|two|three|four) ?"
        r"(?:d\.?p\b|s\.?f\b|decimal|digit|place|sig)[a-z .]*",
        "",
    ),
    (r"(?<=\d)['_](?=\d{3}(?!\d))|(?<=\w)\.{3,}|\A\.{3,}(?= ?-?\d)", ""),  # 1'000, 0.333...
    (r"\bor so\b|(?<=\d)-?ish\b|\bgive or take\b|,? ?\(\s*\)\s*\Z| [:;]-?[()]\s*\Z", "?"),
    (r"\b(\d+)(?:st|nd|rd|th) step\b", r"\1"),
    (r"(?is)\A.*\b(?:no|sorry|wait|oops|correction|korrektur)[,:;!] ?(?=.*\d)", ""),  # 1, no: 2
    # 0, since z < 0; 1.2, which is too large
    (r"(?i)(?<=\d),? (?:(?:because|since|as|weil)\b[^\n;]*[<>]|which is\b)[^\n;]*", ""),
    (r"(?<=\d) ?[<>] ?0,? so\b", " →"),  # -0.2 < 0, so 0
    (r"(?<=\d) ?(?:\([<>≥≤] ?0\)|[<>≥≤] ?0(?![\d.]|,\d))", ""),  # z = 0.5 > 0
    (r"(?<=\d)(?: ?(?:times|\*)(?: (?:as )?[a-z]{3,})?|[- ]?fold)\.?\s*$", ""),  # 4 times as large
    (r"(?<!\()\bhalf(?= of [\d(])", "1/2"),
    (r"(?<![A-Za-z_]\d)(?<=\d) of (?=[\d(])", "*"),  # ½ of 0.5
    (r"\bsquared\b", "^2"),
    (r"(?<=\d) over (?=\d)", "/"),
    (r"(\w\d ?[=:][^=:\n]+?) / (?=\w+\d ?[=:])", r"\1\n"),  # z1 = 0.5 / z2 = 0.7
    (r"√ ?\(?(\d[\d.,]*)\)?", r"sqrt(\1)"),
    (r"(?<=\d) (?=[eE][+-]\d)", ""),
    (r"(?m)^ *-?[\d.]+(?: +-?[\d.]+){2,} *$", lambda row: row[0].replace(" -", " ¯")),  # signs
    (r"(?<=\d)  +-(?=[\d.])", "  ¯"),  # in a column: a sign
    (r"\b([^\W\d_]+)[ '\"`~]+(?:-|minus |negative )(?=[\d.])", r"\1 ¯"),  # about -0.5
    (r"(?i)(?<!\d )\b(answer|as|to|row|column) (?=[-+] ?[\d.])", r"\1: "),
    (r"(^|[\n\t,;|&\[({] ?)≈", r"\1"),
    (r"^([^<>]*)<([^<>]*)>\s*$", r"\1[\2]"),  # <0.5, 0.7>
    (r"(=(?:[^=→>\n;,]|,(?=\d))*?)(?:[-=]+>|→)(?=[^=→>\n]*=)", r"\1\n"),  # 2 * 3 = 6 => 6 / 4 = 1.5
    (r"[-=]+>|<[-=]+(?![-=\d.])|:=|==+", "="),
    # 0.4 + 0.3 = 0.7, + 0.1 = 0.8; 0.7, plus b1 = 0.8
    (r"[,;] +(?=(?:[+*/]|plus|times) ?-?[\d.]+ ?(?:=|makes|gives|is))", " "),
    (r"[,;] +(?:\+|plus) ?[A-Za-z]\w* ?(?:=|makes|gives|is)", ", so"),
    (r"(\d[.,]\d+) ?: ?(?=\d)|([\d)]) : (?=\d+ ?=)", r"\1\2/"),  # 0,8 : 2
]
PATTERNS = _LATEX + _CHINESE + _PROGRAMS + _NAMES + _WRITTEN

_RANGE = r"\d[\d.,]* ?- ?\d[\d.,]*"
# What is not read, because it may be meant in another way: the pattern, and what to ask.
UNCLEAR = [
    (r"\* ?10-\d", "Is that 10 to a power, or is something taken away? Write it like 1.5e-2."),
    (
        r"(?:^|[\n\t,;|=(]) ?-?\d*[.,]\d*\(\d+\)(?! ?[-+*/^=(.,\d])",
        "Is that a product, or do digits repeat?",
    ),
    (
        r"(?:^|[\n\t,;|=\[({]) ?- ?(?:-|minus|negative) ?(?=[\d.])",
        "One minus, or two? Write the number with one.",
    ),
    (r"\A\d{1,4}([-/.])\d{1,2}\1\d{2,4}\Z", "Is that a date? Which number is it?"),
    (
        rf"\A{_RANGE} ?\?|(?i:\b(?:about|approx|around|in|ca)\b\.?|[~≈]) ?{_RANGE}\Z"
        r"|\A\d\d?-\d\d?\Z|(?<=\d) to (?=[-¯]?[\d.])|(?<!dds )(?<!dd )\bup to\b",
        "Which number of that range is it?",
    ),
    (
        r"(?:^|[\s,;=])\d[\d.,]* ?\(?(?:neg|negativ|negative|minus)\)?\s*$",
        "Is it below zero? Write its sign before it.",
    ),
    (r"±|\+/-|[\d.,] ?\+-", "With ± it may be two numbers. Which one is it?"),
    (r", ?n(?:row|col) ?=", "R fills a matrix column by column. Can its rows be written?"),
    (r"\b[OlI][.,]\d|\d[.,][OlI]\d", "Is a letter meant as a digit, O for 0 or l for 1?"),
]


def mixed(found):
    """1 4/25 as one fraction: 29/25."""
    whole, top, bottom = map(int, found.groups())
    return f"{whole * bottom + top}⁄{bottom}" if top < bottom else found[0]


# What a text may mean as well: the pattern, what it then means, and what is said of it.
WAYS = [
    (
        r",(?=\d)|(?<=\d)\.(?=\d{3}(?:\.\d{3})*,\d)",  # 0,5 and 1.234,5
        lambda found: "." if found[0] == "," else "",
        "The comma was read as a decimal point.",
    ),
    (
        r"(?<![\d.,])(?:[1-9]\d{0,2}([, ])\d{3}(?:\1\d{3})*|\d\d?(?:,\d\d)+,\d{3})"
        r"(?![\d,e]|\1\d| \d{3}\b)",
        lambda found: re.sub("[, ]", "", found[0]),
        "The digits were read as one number, in groups of three.",
    ),
    (
        r"(?s)\A(?!.*\d\.\d).*\d·\d.*\Z",
        lambda found: re.sub(r"(?<=\d)·(?=\d)(?!10\^)", ".", found[0]),
        "The dot was read as a decimal point.",
    ),
    (r"(?<![\d.,/⁄])(\d{1,6}) +(\d{1,6}) ?[/⁄] ?(\d{1,6})(?![\d./])", mixed, ""),  # 1 4/25
    (  # signs, not differences
        r"(?<=[\d.)\]%|])(\s+)([-+])(?=[\d.])",
        lambda found: found[1] + "¯" * (found[2] == "-"),
        "",
    ),
    (  # not a sign, but the mark before each item
        r"(?s)\A(?:[^\n]*[:=]\s*\n)? *- (?:[^\n]*=|.*\n *- ).*\Z",
        lambda found: re.sub(r"(?m)^ *- ", "", found[0]),
        "",
    ),
    (r"\A\|-([\d.]+)\|\Z", r"\1", ""),  # the size of a number
    (r"(^|[*/=(,;|\n] ?)-(\d[\d.]*)(?=\^)", r"\1(-\2)", ""),  # -0.5^2
]
# The same, one at a time, for what does not fit otherwise.
RARE_WAYS = [
    (r"\A\s*(\w+) ?= ?[^=;,\n]+[;,\n]\s*(?=\w+ ?= ?[^=\n]*\b\1\b)", ""),  # e = 3; L = e^2/2 = 4.5
    (r"(?is)\A.*\b(?:so|thus|hence|therefore|halved|half of (?:it|that))\b(?=.*\d)", ""),
    (r"(?is)\A.*\b(?:sum|total|half|together)\b[^=\n]*?(?:=|\bis\b)(?=.*\d)", ""),
    (r"(?is)(?<=\d),? (?:because|since|as|weil)\b.*", ""),
    (r"(?<=\d{3}) (?=[\d ]{1,7}\Z)", ""),  # 0.012 8
    (r" +/ +", "\n"),
    (r"(?<=[A-Za-z]\d) +(?:minus|negative) +(?=[\d.])", " ¯"),  # z2 minus 0.5
    (r"\A\(?\w{1,2}[.)] +(?=[^()\n]*\d[^()\n]*\Z)", ""),  # the number of the task
    (r"(?<=\d)\. +(?=\d)", "."),
]
