"""What signs, words and markup stand for in an answer: the data that `notation` reads by.

Each pattern is a regular expression, with what it means and an example of what it is for. Patterns
are tried in the order in which they stand.
"""

import re

# Signs that only look like another one.
ALIKE = {
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
    **{"٫": ".", "،": ",", "、": ",", "､": ",", "٪": "%", "\ufe0f": "", "ᵀ": "⊤"},
    **{sign: f" n{number}: " for number, sign in enumerate("①②③④", 1)},
}
# What a sign stands for when all patterns are done.
SIGNS = {
    **dict.fromkeys("≈→∴≡", "="),
    **dict.fromkeys("&\t", "|"),
    **dict.fromkeys("~!?", " "),
    **dict.fromkeys("\"'“”„‚«»‹›`´‘’", ""),
    **{"×": "*", "。": "."},
}
# The words for a sign, with or without the backslash of LaTeX; "" for words to be passed over.
_MEANINGS = {
    "-": "minus negative neg moins menos meno eksi минус мінус マイナス 负 負",
    "*": "times multiplied cdot ast mal fois por veces",
    "/": "div divided geteilt durch",
    "=": "is are be equals equal gives makes make becomes approx simeq sim rightarrow implies"
    " ist sind est 是 为",
    "": "left right displaystyle quad qquad by so mathrm mathbf mathit mathcal bm boxed fbox"
    " underline vec num operatorname",
    ",": "and comma und et и 和 与",
    **{"+": "plus", "%": "percent prozent procent", "0": "zero", "^": "hoch"},
}
WORDS = {word: sign for sign, words in _MEANINGS.items() for word in words.split()}


def _mixed(found):
    whole, top, bottom = map(int, found.groups())
    return f"{whole * bottom + top}⁄{bottom}" if top < bottom else found[0]


_LATEX = [
    (r"(?<![\d.,])(\d+) ?\\[dt]?frac\{(\d+)\}\{(\d+)\}", _mixed),
    (r"\r\n?|\\\\(?:\[\d+\w+\])?|\\cr(?![a-z])", "\n"),  # rows end in \\ or \\[2pt] or \cr
    (r"\\end\{(\w+)\}\s*\\begin\{\1\}", "] @ ["),  # two matrices side by side
    (r"\\begin\{\w+\*?\}(?:\{[lcr| ]+\})?", "["),
    (r"\\end\{\w+\*?\}", "]"),
    (r"\\(?:text\w*|mbox)\{([^{}]*)\}", r" \1 "),
    (r"\\(?:phantom|color)\{[^{}]*\}|\\[,;:! ()\[\]]|\\in\b.*", " "),
    (r"\\binom\{([^{}]*)\}\{([^{}]*)\}", r"[\1; \2]"),
    (r"\\(?=[%_{}#&])|(?<=\{[,.])\}|\{(?=[,.]\})|& ?(?==)", ""),  # \% and 0{,}5 and &=
    (r"\\math\w+\{T\}", "T"),
    (r"\\[bB]ig+[lr]?(?![a-z])", ""),
    (r"\^\{([^{}]*)\}", r"^(\1)"),
    (r"(?<=[\])]) ?\^? ?\(?\s?(?:\\top|\\intercal|\\?T\b|⊤) ?\)?", ".T "),
]
_EXACT = "(?:exact|exactly|precisely|genau|unrounded)"
_PROGRAMS = [  # Python, R, Markdown, HTML, and tables of all kinds
    (r"(?s)~~.*?~~|<(s|del)>.*?</\1>", ""),  # struck out
    (r"<tf\.Tensor:.*?numpy=(.*)>", r"\1"),
    (
        r"(?i),?\s?\b(?:dtype|requires_grad|grad_fn|device|name|length|shape) ?[=:] ?"
        r"(?:<[^<>]*>|\([\d, ]*\)|['\"]?[A-Za-z][\w.:'\"]*)",
        "",
    ),
    (r"</(?:tr|p|li|div)>|<br ?/?>", "\n"),
    (r"</t[dh]>", "|"),
    (r"</?(?:[biup]|em|strong|code|pre|su[bp]|span|div|[uo]l|li|t\w+)\b[^<>]*>", ""),
    (r"^([^']*\])'\s*$", r"\1.T"),  # [0.5, 0.7]' as in MATLAB
    (r"(?<![\w)*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w(*])", r"\1"),  # **bold**
    (r"^\s*(\*\*|__|\*|_)(.*)\1\s*$", r"\2"),
    (r"(?m)^[ |:+=-]*(?:--|==|-[ :]*\||\|[ :]*-)[ |:+=-]*$", ""),  # |---|:-:|
    (r"\A\s*#+ ?(?!\d)(?=[^\n]*\Z)|(?m:^ *## )", ""),  # all of it is a comment, or what R printed
    (r"(?m)(?:#(?!\d)|(?://|(?<!<)--) ?(?=[A-Za-z])).*$|/\*.*?\*/", ""),  # a comment
    (r"(?m)^ *>>>? (?:.*\n(?! *>))?", ""),  # what Python was asked
    (r"(?s)\A\[1\] +(?!.*\[2\])", ""),  # what R prints
    (r"(?m)^ *\d+[×x]\d+ \w+\{\w+\}: *\n", ""),  # what Julia prints
    (r"(?<![A-Za-z_]\d)(?<=\d)(?:[dDf](?=[-+]?\d)|\*\^(?=-?\d))", "e"),  # 1.5d-2, 1.5f0, 1.5*^-2
    (r"#(?=\d)", "n"),  # #1: 0.5
    (r"(?<=\]) ?\(\d ?[*×xX,] ?\d\)(?=\s*$)", ""),  # (2×2)
    (r"(?<=\d) ?\( ?[=≈] ?([^()]*)\)", r" = \1"),  # 0.5 (= 1/2)
    (
        rf"-?\d[\d.]* ?\((?:{_EXACT}:? (-?\d*[.,]\d+)|(-?\d*[.,]\d+) {_EXACT})\)",
        r"\1\2",
    ),
    (r"(?<=\d)\.{3,}(?=-?\d)", " to "),
    (r"(?m)^ *print\([^\W\d]\w*\) *$|\A\.{3,} ?(?=-?\d)", ""),
    (r"(?<=\d)(?: ?(?:times|×)(?: (?:as )?[a-z]+)?|[- ]?fold)\.?\s*$", ""),  # 4 times as large
    (r"\b(\d+)(?:st|nd|rd|th) step\b", r"\1"),
]
_SO = r"(?: ?[<>] ?0)? ?(?:[-=]*[>→]|becomes|stays|,? so) ?"
_NAMES = [
    (  # -0.2 → 0, 0.5 → 0.5
        rf"(?m)(^|[,;:([] ?|\band )(?:-\d[\d.]*{_SO}(?=0(?![.\d]))|(\d[\d.]*){_SO}(?=\2(?![.\d])))",
        r"\1",
    ),
    (r"\[: ?, ?(\d)\]", r" column\1"),  # dW1[:, 0]
    (
        r"(^|[\n,;{|] ?|(?<=\d) )[(\[] ?(\d)(?:, ?|\]\[)(\d) ?[)\]](?= ?[=:])",
        r"\1e\2\3",
    ),  # (0, 1): 0.5
    (r"(?<=[A-Za-z_]\d)\((\d), ?(\d)\)(?= ?[=:])|\b([A-Za-z]+\d),(\d)(?= ?[=:])", r"_\1\2\3\4"),
    (
        r"(?i)\b(neuron|input|row|col|column|unit|node|entry|hidden) ?(\d{1,2})"
        r"(?![.,]?\d| ?[/⁄%*·×^]| per)",
        r"\1\2",
    ),
    (r"(^|[\n;,|] ?)(\d)\. (?=[^\W\d])", r"\1n\2 "),  # 1. row
    (r"(?m)^ *(\d) ?(?:->|=>|→)(?= )|^ *\[(\d)\] (?=[-\d.])", r"\1\2:"),  # 1 → 0.5
]
_WRITTEN = [
    (r"(= ?[^\W\d]\w*\d) +(?=-?[\d.]+ ?=)", r"\1, "),  # 0.5 = z1 0.7 = z2
    (r"\A(\d[\d.,]*) ?- ?(\d[\d.,]*) ?(?:\?|or so\b)", r"\1 to \2"),  # a range
    (
        r"(?i)(?:\b(?:about|approx|around|in|ca)\b\.?|[~≈]) ?(\d[\d.,]*) ?- ?(\d[\d.,]*)\s*\Z",
        r"\1 to \2",
    ),
    (
        r"(?i)(?:(?:to|with|at) )?(?<![\d.,/])(?:\d+|two|three|four) ?"
        r"(?:d\.?p\b|s\.?f\b|decimal|digit|place|sig)[a-z .]*",
        "",
    ),
    (r"(?<=\d)['_’٬](?=\d{3}(?!\d))|(?<=\w)\.{3,}", ""),  # 1'000, 0.333...
    (r"\bor so\b|\bgive or take\b|,? ?\(\s*\)\s*\Z| [:;]-?[()]\s*\Z", ""),
    (  # 0, since z < 0; 0 because it is negative
        r"(?i),? ?\b(?:because|since|as|weil)\b(?:[^\n;]*[<>][^\n;]*|[^\n;\d]*(?=\n|;|\Z))",
        "",
    ),
    (r"(?<=\d) ?(?:\([<>≥≤] ?0\)|[<>≥≤] ?0(?![\d.]|,\d))", ""),  # z = 0.5 > 0
    (r"(?is)\A.*\b(?:no|sorry|wait|oops|correction|korrektur)[,:;!] ?(?=.*\d)", ""),  # corrected
    (r"(?<=[\d.)\]])(?!(?<=\A0)[xX]\w+\Z)(?:[xX]|\s+[xX]\s+)(?=[-.\d(\[])", "*"),
    (r"(?<!\()\bhalf of (?=[\d(])", "1/2*"),
    (r"(?<=[^\W\d_]{2})\.(?=\d)", " "),  # approx.0.5
    (r"(?<=[\d)}\]%'\"`]) ?\. +(?=[A-Z])", "\n"),  # a sentence ends
    (r"(\w\d ?[=:][^=:\n]+?) / (?=\w+\d ?[=:])", r"\1\n"),  # z1 = 0.5 / z2 = 0.7
    (r"(?<=\d) (?=[eE][+-]\d)", ""),
    (r"(?m)^ *-?[\d.]+(?: +-?[\d.]+){2,} *$", lambda row: row[0].replace(" -", " ¯")),  # signs
    (r"(?<=\d) +(?=10 ?(?:\^|\*\*))", "*"),  # 1.5 10^-2
    (r"(?<=\d)  +-(?=[\d.])", "  ¯"),  # in a column: a sign
    (r"(^|[\n\t,;|&\[({] ?)≈", r"\1"),
    (r"^([^<>]*)[<⟨〈]([^<>]*)[>⟩〉]\s*$", r"\1[\2]"),  # <0.5, 0.7>
    (r"(=(?:[^=→>\n;,]|,(?=\d))*?)(?:[-=]+>|→)(?=[^=→>\n]*=)", r"\1\n"),  # 2 * 3 = 6 => 6 / 4 = 1.5
    (r"[-=]+>|<[-=]+(?![-=\d.])|:=|==+", "="),
    (r"\b(plus|minus|times) (?:the |its )?[a-z]+ (?=-?[\d.])", r"\1 "),  # plus bias 0.1
    (r"[,;] +(?=(?:[+*/]|plus|times) ?-?[\d.]+ ?(?:=|makes|gives|is))", " "),  # = 0.8, + 0.3 = 1.1
    (r"[,;] +(?:\+|plus) ?[A-Za-z]\w* ?(?:=|makes|gives|is)", ", so"),  # = 0.8, plus b1 = 1.1
    (r"(?<![A-Za-z_]\d)(?<=[\d%]) of (?=\d)", "*"),  # ½ of 0.5
    (r"\bsquared\b", "^2"),
    (r"\b(?:per|pour|por) cent\b|\bpor ciento\b|(?<=\d) ?pct\b", "%"),
    (r"(?<=\d) ?‰", "e-3"),
    (r"(?<=\d)-?ish\b|,? which is (?:[\d.]+ )?(?:too|larger|smaller|bigger|more|less)\b.*", ""),
    (r"(\d[.,]\d+) ?: ?(?=\d)|([\d)]) : (?=\d+ ?=)", r"\1\2/"),  # 0,8 : 2
    (  # I get -0.5
        r"(?i)\b(get|got|it['’]?s|predicts|answer|as|to|row|column) "
        r"(?=(?:[-+] ?|minus |negative |plus )[\d.])",
        r"\1: ",
    ),
    (r"√ ?(?=\()", "sqrt"),
    (r"√ ?(\d+(?:[.,]\d+)?)", r"sqrt(\1)"),
    (r"(?<=\^2) over (?=\d)", "/"),
]
_CHINESE = [
    (r"等[于於]", " = "),
    (r"(?<=\d)点(?=\d)", "."),
    (r"([\u3040-\u30ff]+|[\u3400-\u9fff\uac00-\ud7af])", r" \1 "),
]
PATTERNS = _LATEX + _CHINESE + _PROGRAMS + _NAMES + _WRITTEN

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
    (r"(?<=\d) to (?=-?[\d.])|(?<!dds )(?<!dd )\bup to\b", "Which number of that range is it?"),
    (r"\A\d{1,4}([-/.])\d{1,2}\1\d{2,4}\Z", "Is that a date? Which number is it?"),
    (r"\A[\d., ]+\+/?-[\d., ]+\Z", "Which number of that range is it?"),
    (r"不|≠", "Which number is it, then?"),
    (r"\b(?:recurring|repeating|periodi\w+)\b", "Which digits repeat? Write four of them out."),
    (
        r"(?:^|[\s,;=])\d[\d.,]* ?\(?(?:neg|negativ|negative|minus)\)?\s*$",
        "Is it below zero? Write its sign before it.",
    ),
    (r"\d ?\\ ?\d", "Is that a fraction, or two numbers?"),
    (r"\A\d\d?-\d\d?\Z", "Is that a range, or is something taken away?"),
    (r"±|\+/-", "With ± it may be two numbers. Which one is it?"),
    (r", ?n(?:row|col) ?=", "R fills a matrix column by column. Can its rows be written?"),
    (r"\b[OlI][.,]\d|\d[.,][OlI]\d", "Is a letter meant as a digit, O for 0 or l for 1?"),
    (r"\A0[xXbB][\w.]+\Z", "Can the number be written with decimal digits, as in 0.5?"),
]


# What a text may mean as well: the pattern, what it then means, and what is said of it.
WAYS = [
    (
        r",(?=\d)|(?<=\d)\.(?=\d{3}(?:\.\d{3})*,\d)",  # 0,5 and 1.234,5
        lambda found: "." if found[0] == "," else "",
        "The comma was read as a decimal point.",
    ),
    (
        r"(?<![\d.,])(?:[1-9]\d{0,2}([, ])\d{3}(?:\1\d{3})*|\d\d?(?:,\d\d)+,\d{3})"
        r"(?![\d,]|\1\d| \d{3}\b| ?[*·×] ?10)",
        lambda found: re.sub("[, ]", "", found[0]),
        "The digits were read as one number, in groups of three.",
    ),
    (
        r"(?s)\A(?!.*\d\.\d).*\d·\d.*\Z",
        lambda found: re.sub(r"(?<=\d)·(?=\d)(?!10\^)", ".", found[0]),
        "The dot was read as a decimal point.",
    ),
    (r"(?<![\d.,/⁄])(\d{1,6}) (\d{1,6}) ?[/⁄] ?(\d{1,6})(?![\d./])", _mixed, ""),  # 1 4/25
    (r"(?<=[\d.)\]%]) +-(?=[\d.])", " ¯", ""),  # a sign, not a difference
    (  # not a sign, but the mark before each item
        r"(?s)\A(?:[^\n]*[:=]\s*\n)? *- .*\n *- .*\Z",
        lambda found: re.sub(r"(?m)^ *- ", "", found[0]),
        "",
    ),
    (r"\A- (?=[^\n]*=)|(?m:^ *\+(?=[\d.]))", "", ""),  # the mark of an item; +0.5 under another
    (r"(?<![\d.)\] ]) *([-+][\d.]+) +\+(?=[\d.])", r" \1 ", ""),  # -0.5 +0.7: signs
    (r"\A\|-([\d.]+)\|\Z", r"\1", ""),  # the size of a number
    (r"(^|[*/=(,;|\n] ?)-(\d[\d.]*)(?=\^)", r"\1(-\2)", ""),  # -0.5^2
]
# The same, one at a time, for what does not fit otherwise.
RARE_WAYS = [
    (r"\A\s*(\w+) ?= ?[^=;,\n]+[;,\n]\s*(?=\w+ ?= ?[^=\n]*\b\1\b)", ""),  # e = 3; L = e^2/2 = 4.5
    (r"(?is)\A.*\b(?:so|thus|hence|therefore|halved|half of (?:it|that))\b(?=.*\d)", ""),
    (r"(?is)\A.*\b(?:sum|total|half|together)\b[^=\n]*?(?:=|\bis\b)(?=.*\d)", ""),
    (r"(?<=\d{3}) (?=[\d ]{1,7}\Z)", ""),  # 0.012 8
    (r" +/ +", "\n"),
    (r"(?<=[A-Za-z]\d) +(?:minus|negative) +(?=[\d.])", " ¯"),  # z2 minus 0.5
    (r"\A\(?\w{1,2}[.)] +(?=[^()\n]*\d[^()\n]*\Z)", ""),  # the number of the task
    (r"(?<=\d)\. +(?=\d)", "."),
]
