"""Protects how an answer is read: in every way that people write, and never wrongly in silence."""

import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from helpers.tutor.answers import read
from tests.series import for_each

steady = settings(max_examples=40, deadline=None, derandomize=True, database=None)
few = settings(steady, max_examples=3, phases=[Phase.generate])  # each reads 500 texts
TURN = 7  # from one way to write a number to the next
decimals = st.integers(-9999, 9999).map(lambda n: n / 1000)
pairs = st.tuples(decimals, decimals)
tables = st.tuples(pairs, pairs)


def comma(number):
    return f"{number:.4f}".replace(".", ",")  # 1,234 could be a thousand


def raised(number):
    """1.28 × 10⁻² and the like, for 0.0128."""
    digits, exponent = f"{number:e}".split("e")
    superscript = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
    return f"{float(digits)}", int(exponent), str(int(exponent)).translate(superscript)


def spelled(number):
    """Minus nought point three eight, for -0.38."""
    words = ["nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    names = {**dict(enumerate(words)), "-": "minus", ".": "point"}
    return " ".join(names.get(sign) or names[int(sign)] for sign in f"{number}")


# Each writes a number, so that it can stand alone or in a list.
WRITTEN = [
    repr,
    "{:.4f}".format,
    "{:.3e}".format,
    comma,
    lambda n: f"{n}".replace("-", "−"),
    lambda n: f"{n}".replace("-", "–"),
    lambda n: f"{n}".replace("-", "-\u200b"),
    lambda n: f"{n}".translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    lambda n: f"{Fraction(str(n))}",
    lambda n: rf"\frac{{{Fraction(str(n)).numerator}}}{{{Fraction(str(n)).denominator}}}",
    lambda n: "{}×10^{}".format(*raised(n)),
    lambda n: "{0}·10{2}".format(*raised(n)),
    lambda n: "{} * 10**{}".format(*raised(n)),
    lambda n: r"{} \times 10^{{{}}}".format(*raised(n)),
    lambda n: f"{Decimal(str(n)) * 100}%",
    lambda n: f"np.float64({n})",
    lambda n: f"'{n}'",
    lambda n: f"{n} (rounded)",
    lambda n: f"≈ {n}",
    lambda n: f"{n}".translate({48 + digit: 0x660 + digit for digit in range(10)} | {46: "٫"}),
    lambda n: f"{n}".replace("-", "minus "),
    lambda n: rf"\text{{{n}}}",
    lambda n: f"{n:.3f}\u202f000",
    lambda n: f"Fraction({Fraction(str(n)).numerator}, {Fraction(str(n)).denominator})",
    lambda n: f"<b>{n}</b>",
    lambda n: f"✅ **{n}**",
    spelled,
    "{:+}".format,
    lambda n: f"{n}".replace("-", "negative "),
    lambda n: f"about {n}",
    lambda n: f"{n} units",
    lambda n: f"{round(n - 0.1, 6)} + 0.1 = {n}",
]
ALONE = [
    "{}.", "about {}", "{} # y_pred", "y_pred = {}", "y_pred: {}", "y_pred={}", "it is {}",
    "Answer: {}", "{} = y_pred", "`{}`", "“{}”", "${}$", "[{}]", "({})", "array({})",
    "tensor({}, grad_fn=<AddBackward0>)", "| {} |", "**{}**", "{{'y_pred': {}}}", "dL/dy = {}",
    "The answer is {}, I think.", "y_pred →\n{}", "| y_pred |\n|---|\n| {} |", "结果是{}", "约{}",
    "Antwort: {}", "(a) {}", "2) {}", "{} units", r"\boxed{{{}}}", "y = a + b = {}", "y’ ≐ {}",
    "<p>{}</p>", "y<sub>1</sub> = {}", "Out[3]: {}", "[{}] (rounded)", "pd.Series([{}])",
    r"\begin{{align}} y &= {} \end{{align}}", "Prediction: {}.", "⟹ {}", "{} <-- y_pred", "--> {}",
    "// y\n{}",
]  # fmt: skip
PAIRED = [
    "[{}; {}]", "({}; {})", "{}; {}", "{}\n{}", "z = [{}; {}]", "z1 = {}; z2 = {}", "{} and {}",
    "z1 = {}\nz2 = {}", "z[0] = {}; z[1] = {}", "δ₁ = {}; δ₂ = {}", "neuron 1: {}\nneuron 2: {}",
    "neuron 1 is {} and neuron 2 is {}", "{}\t{}", "| {} | {} |", "[[{}]; [{}]]", "<{}; {}>",
    "neuron 1\tneuron 2\n{}\t{}", "| neuron | z |\n|---|---|\n| 1 | {} |\n| 2 | {} |",
    r"\begin{{bmatrix}} {} \\ {} \end{{bmatrix}}", "$z_1 = {}$; $z_2 = {}$", "[{}; {}].T",
    "1) {}\n2) {}", "z1: {} z2: {}", "a = [{}; {}] # both", "array([{}; {}]; dtype=float32)",
    "(z1; z2) = ({}; {})", "first: {}; second: {}", "upper neuron: {}; lower neuron: {}",
    "{} for neuron 1; {} for neuron 2", "Neuron 1: z = {}\nNeuron 2: z = {}", "【{}；{}】",
    "z₁⁽¹⁾ = {}; z₂⁽¹⁾ = {}", "{} und {}", "⎡{}⎤\n⎢   ⎥\n⎣{}⎦", "<td>{}</td><td>{}</td>",
    "1 → {}\n2 → {}", "z1 = {} / z2 = {}", "z1 = {}. z2 = {}.", "#1: {}\n#2: {}",
    "dict(z1={}; z2={})", "{{'z': {{'1': {}; '2': {}}}}}", "Vector({}; {})",
    "np.array([{}; {}]).reshape(2, 1)", "z_{{1,1}} = {}; z_{{1,2}} = {}",
    "z_1^{{(1)}} = {}; z_2^{{(1)}} = {}", "│{}│\n│{}│", "* z1 = {}\n* z2 = {}",
    r"z_1 = {}\text{{ and }}z_2 = {}", "<li>{}</li><li>{}</li>",
    "{} (y) (neuron 1); {} (a) (neuron 2)",
    "For neuron 1, z = {}. For neuron 2, z = {}.", "i) {}\nii) {}", "w21 = {}; w22 = {}",
]  # fmt: skip
TABLED = [
    "[[{}; {}]; [{}; {}]]", "{}; {}\n{}; {}", "{}\t{}\n{}\t{}", "dL/dW1 = [[{}; {}]; [{}; {}]]",
    "| {} | {} |\n|---|---|\n| {} | {} |", r"\begin{{bmatrix}} {} & {} \\ {} & {} \end{{bmatrix}}",
    "\th1\th2\nx1\t{}\t{}\nx2\t{}\t{}", "dW1[0,0]={}; dW1[0,1]={}; dW1[1,0]={}; dW1[1,1]={}",
    "w₁₁ = {}; w₁₂ = {}; w₂₁ = {}; w₂₂ = {}", "x1: {}; {}\nx2: {}; {}", "({}; {})\n({}; {})",
    "x1→h1: {}; x1→h2: {}; x2→h1: {}; x2→h2: {}", "{} {} / {} {}",
    "(0,0): {}; (0,1): {}; (1,0): {}; (1,1): {}",
    "input 1 neuron 1: {}\ninput 1 neuron 2: {}\ninput 2 neuron 1: {}\ninput 2 neuron 2: {}",
    "dW1(1,1) = {}; dW1(1,2) = {}; dW1(2,1) = {}; dW1(2,2) = {}",
    "| | 1 | 2 |\n|-|-|-|\n| 1 | {} | {} |\n| 2 | {} | {} |",
    "dL/dw11={} dL/dw12={} dL/dw21={} dL/dw22={}", "┌ {} {} ┐\n└ {} {} ┘",
    "row 1: {} and {}; row 2: {} and {}",
    "<tr><td>{}</td><td>{}</td></tr><tr><td>{}</td><td>{}</td></tr>", "rbind(c({}; {}); c({}; {}))",
    "pd.DataFrame([[{}; {}]; [{}; {}]])", "w_1_1 = {}; w_1_2 = {}; w_2_1 = {}; w_2_2 = {}",
    "[{} {}] [{} {}]", "+---+---+\n| {} | {} |\n+---+---+\n| {} | {} |", "{} & {} \\\\ {} & {}",
    "column 1: {0} units; {2} units\ncolumn 2: {1} units; {3} units",
    "1. row: {} {}\n2. row: {} {}", "top: {}; {}\nbottom: {}; {}",
    "from x1: {} to neuron 1; {} to neuron 2\nfrom x2: {} to neuron 1; {} to neuron 2",
]  # fmt: skip
PARTED_BY_BLANKS = re.compile(r"\{\} \{\}|\d +\{\}|\*\{\}\*")


def reads(text, shape, value):
    reading = read(text, shape)
    assert reading.sentence == "", (text, reading.sentence)
    assert np.shape(reading.value) == shape, (text, reading)
    assert np.array_equal(reading.value, value), (text, reading)
    assert "not come to" not in reading.note, (text, reading.note)


@few
@given(tables, st.integers(0, len(WRITTEN) - 1))
def test_what_people_write_is_read_back_exactly(table, first):
    """Ways to write a number, in every way to write one, two, or two rows of two."""
    shapes = (((), ALONE, table[0][0]), ((2,), PAIRED, table[0]), ((2, 2), TABLED, table))
    for shape, forms, value in shapes:
        for place, form in enumerate(forms):
            for way in range(first + place, first + place + 5 * TURN, TURN):
                numbers = [WRITTEN[way % len(WRITTEN)](n) for n in np.ravel(value)]
                if not PARTED_BY_BLANKS.search(form) or " " not in "".join(numbers):
                    reads(form.format(*numbers), shape, value)


@steady
@given(tables)
@example(((0.08, 0.096), (0.16, 0.192)))
def test_what_python_prints_and_holds_is_read_back_exactly(table):
    array, rows = np.array(table), [list(row) for row in table]
    texts = [[f"{n}" for n in row] for row in rows]
    forms = [array, array.view(np.matrix), rows, texts, *map(repr, (array, rows, texts))]
    forms += [str(array), [f"{a} {b}" for a, b in rows], {"x1": rows[0], "x2": rows[1]}]
    forms += [{(i, j): array[i, j] for i, j in np.ndindex(2, 2)}, f"{array.T.tolist()}.T"]
    forms += [[[Fraction(str(n)) for n in row] for row in rows]]
    forms += [{"h2": array[:, 1], "h1": array[:, 0]}]
    for form in forms:
        reads(form, (2, 2), table)
    reads("0    {}\n1    {}\ndtype: float64".format(*rows[0]), (2,), rows[0])
    pair = [Decimal(str(rows[0][0])), np.float64(rows[0][1])]
    by_name = {"z2": pair[1], "z1": pair[0]}
    for form in (pair, tuple(pair), [[n] for n in pair], by_name, array[:1].T):
        reads(form, (2,), rows[0])
    for form in (pair[0], [pair[0]], {"L": pair[0]}, np.array(rows[0][0])):
        reads(form, (), rows[0][0])


@steady
@given(st.permutations(range(4)), tables, st.sampled_from([0, 1]))
def test_names_say_where_a_number_belongs(order, table, first):
    entries = [f"w{i + first}{j + first} = {table[i][j]}" for i, j in np.ndindex(2, 2)]
    reads("; ".join(entries[place] for place in order), (2, 2), table)


whole = st.integers(-99, 99)


@steady
@given(st.tuples(whole, whole, whole, whole, whole), whole)
def test_a_sum_is_worked_out_and_its_arithmetic_checked(numbers, wrong):
    a, b, c, d, e = (n / 10 for n in numbers)
    right = round(a * b + c * d + e, 6)
    for form in ("{}*{} + {}*{} + {}", "{} × {} + {} · {} + {}", r"{}\cdot {} + {} \times {} + {}"):
        line = form.format(*(n if n >= 0 else f"({n})" for n in (a, b, c, d, e)))
        reading = read(line, ())
        assert reading.value == pytest.approx(right, abs=1e-12)
        assert reading.working[0].written is None
        reads(f"z1 = {line} = {right}", (), right)
        reads(f"[{line}; {right} = {line}]", (2,), (right, right))
        other = round(right + wrong, 6)
        reading = read(f"{line} = {other}", ())
        assert reading.value == other
        assert reading.working[0].comes_out == (wrong == 0)
        assert ("does not come to that" in reading.note) == (wrong != 0)


# (shape, what is meant, ways in which people write it with their working and their words).
MEANT = [
    ((), 0.0128, [
        "½ · 0.0256 = 0.0128", "½(1.16−1)² = ½ × 0,16² = 0,0128", "0,16² : 2 = 0,0128",
        "L = 1/2 (y_pred - y_true)^2 = 1/2 (0.16)^2 = 0.0128",
    ]),
    ((), 1.16, [
        "0.4 + 0.66 = 1.06 + 0.1 = 1.16", "1 4/25", "1.16, (2 decimals)", "sum([0.4, 0.66, 0.1])",
        "1.06, no: 1.16", "~~1.06~~ 1.16", "<s>1.06</s> 1.16",
        "1.06, sorry, 1.16", "0.5*0.8 = 0.4\n0.6*1.1 = 0.66\n0.4 + 0.66 + 0.1 = 1.16",
        "y = 0.5*0.8 + 0.6*1.1 + 0.1\ny = 0.4 + 0.66 + 0.1\ny = 1.16",
        "1.16, because 0.4 + 0.66 + 0.1 = 1.16", "0.4 + 0.66 = 1.06, plus b2 = 1.16",
        "0.4 + 0.66 = 1.06 => 1.06 + 0.1 = 1.16", "2.32, half of it is 1.16",
        "a = 1.06; y = a + 0.1 = 1.16", "1.06 is too small, so 1.16", "let me think... 1.16 :)",
        "0.4, 0.66, sum + 0.1 = 1.16", "1.16, which is 0.16 too large",
    ]),
    ((), 0.16, ["1.16 - 1", "√0.0256 = sqrt(0.0256)", "abs(0.16 - 0.32)", "np.power(0.4, 2)"]),
    ((), 0, ["max(-0.2, 0) = 0", "0 because it is negative"]),
    ((), 2 / 3, ["2/3 = 0.667"]),
    ((), 1234.5, ["1,234.5", "1.234,5"]),
    ((), 4, [
        "4 times", "4 times as large.", "fourfold", "in the 4th step", "after four steps",
        "it quadruples", "2 times 2 = 4",
    ]),
    ((), 0.4, ["0,8 : 2"]),
    ((), 44100, ["210^2", "441*10^2"]),
    ((), 0.5, ["- 0.3 + 0.2 = 0.5"]),
    ((), -0.5, ["I get - 0.5", "about -0.5 is my answer", "-0.3 - 0.2"]),
    ((), 0.8, ["4/5 (0.8)"]),
    ((), 0.08, ["1/2*(1.6 - 2)^2 = 1/2 * -0.4^2 = 0.08"]),
    ((), -0.2, [
        "负0.2", "マイナス0.2", "moins 0,2", "минус 0,2", "neg. 0.2", "⁻0.2", "➖0.2",
    ]),
    ((), -0.38, [
        "minus nought point three eight", "y hat is about minus zero point thirty-eight",
        "negative 0 point 3 8", "minus nineteen over fifty", "minus thirty-eight percent",
        "minus null Komma drei acht", "minus three point eight times ten to the minus one",
    ]),
    ((2,), (0.8, 1.1), [
        "point eight, one and a tenth", "neuron two: one point one, neuron one: 0.8",
        ["z2 = 1.1", "z1 = 0.8"], "z2, z1 = 1.1, 0.8", "second: 1.1, first: 0.8",
        "np.round([0.8, 1.1], 4)", "np.dot([1], [[0.8, 1.1]])", "relu([0.8, 1.1])",
    ]),
    ((2,), (0.8, 0.8), ["both 0.8", "0.8 each", "z1 = z2 = 0.8", "z₁ = z₂ = 0.8"]),
    ((2,), (0, 0.8), [
        "-0.2 → 0, 0.8 → 0.8", "-0.2 < 0, so 0; 0.8 stays 0.8", "-0.2 becomes 0, 0.8",
    ]),
    ((2, 2), ((0.08, 0.096), (0.16, 0.192)), [
        "first column: 0.08, 0.16; second column: 0.096, 0.192",
        "dW1[:,0] = [0.08, 0.16]\ndW1[:,1] = [0.096, 0.192]",
        "neuron 1: 0.08 0.16\nneuron 2: 0.096 0.192",
        "Spalte 1: 0,08; 0,16\nSpalte 2: 0,096; 0,192",
    ]),
]  # fmt: skip


@for_each("shape, value, texts", MEANT)
def test_what_people_write_beside_a_number_is_understood(shape, value, texts):
    """Steps on the way, corrections, other languages, names: only the answer counts."""
    for text in texts:
        reads(text, shape, value)


def test_a_sum_of_lists_is_checked_entry_by_entry():
    reading = read("[0.1, 0.1] - 0.1 * [0.08, 0.096] = [0.092, 0.0904]", (2,))
    assert [(one.at, one.tree) for one in reading.working] == [
        ((0,), ("-", 0.1, ("*", 0.1, 0.08))),
        ((1,), ("-", 0.1, ("*", 0.1, 0.096))),
    ]


@for_each("untouched", [..., "", "  ", "...", "…", "?", [..., ...], [1, ...], "[1, ...]"])
def test_an_untouched_answer_is_neither_read_nor_complained_about(untouched):
    assert read(untouched, (2,)) == (None, "", "", ())


# (shape, words of the question, what was written).
ASKED_BACK = [
    ((2,), "Is that 0 and 8, or 0.8?", ["0,8", "0,8 (rounded)"]),
    ((), "Is that 1.234, or 1234?", ["1,234"]),
    ((2,), "Is that 1 and 0.16, or 1.16?", ["1 4/25"]),
    ((), "Is that 16, or 1.16?", ["1·16", "1. 16"]),
    ((2,), "Is that -0.8 and -1.1, or 0.8 and 1.1?", ["- 0.8\n- 1.1"]),
    ((2,), "Is that 0.8 and 1.1, or 0.7272727273?", ["0.8 / 1.1"]),
    ((2,), "Is that -5.1 and -7.9, or -5.1 and -8.9?", ["0 -5.1\n1 -8.9"]),
    ((), "Is that -0.2, or 0.2? Write one number, like -0.5.", ["|-0.2|"]),
    ((), "Is that -0.08, or 0.08?", ["½ * -0.4^2"]),
    ((), "Is it 1.16 or 1.3?", ["1.16 = 1.3"]),
    ((), "10 to a power, or is something taken away?", ["1.28*10-2"]),
    ((2,), "each comma", ["0,8,1,1"]),
    ((2,), "one number, or 2 numbers?", ["0.8 - 1.1"]),
    ((2, 2), "Where does the first row end?", [
        "0,1 0,2 0,3 0,4", "0.1 0.2 0.3 0.4", "w1 = 0.1, w2 = 0.2, w3 = 0.3, w4 = 0.4",
        "0 -1.452 0 -.726", "-1 -2 -3 -4", "1 -2 3 -4",
    ]),
    ((2, 2), "not equally long", [[[1, 2], [3]]]),
    ((2,), "Is each place named once?", ["z1 = 0.8, z3 = 1.1", "z1 = 0.5, z1 = -1.1"]),
    ((2,), "headings stand in another order", ["h2 h1\n0.8 1.1"]),
    ((), "leaves open which number", ["1.16 or 1.2", "at most 1.16", "小于1.16", "isn't 1.16"]),
    *[((), f"“{word}” leaves open", [f"{word} 1.16"]) for word in ("not", "<", "nicht", "between")],
    ((), "“less” leaves open", ["less than one"]),
    ((2,), "“or” leaves open", ["z1 = 0.8 or z2 = 1.1"]),
    *[((), f"What does “{word}” give there?", [f"{word} 1.16"]) for word in ("twice", "half")],
    ((), "Which number is “y_pred”?", ["y_pred - 1"]),
    ((), "Which number is “W2”?", ["0.16 * W2", "2 W2"]),
    ((), "Which number is “x”?", ["2 * x", "2 × x"]),
    ((), "“same as above”. Can a number be written, like -0.5", ["same as above"]),
    ((), "There are no digits in “", ["zero comma five", "nan"]),
    ((), "With ± it may be two numbers.", ["1.16 ± 0.01", "1.16 +- 0.1"]),
    ((), "is not read as numbers", ["1:25", "the 2nd"]),
    ((), "one is asked for", ["-0.672 -0.924"]),
    ((), "Which one is it?", ["1.16.2", "1.16k", "y1.16"]),
    ((), "“recurring” leaves open", ["nought point three recurring"]),
    ((), "“exactly” may change the number.", ["1.2 (1.16 exactly)"]),
    ((), "do digits repeat?", ["0.1(6)", "0,1(6)", "0.(3)"]),
    ((), "Is it below zero?", ["0.2 (negative)"]),
    ((), "Write one number alone.", [[[0.4, 0.66], 0.1]]),
    ((2, 2), "column by column", ["matrix(c(1, 2, 3, 4), nrow = 2)"]),
    ((), "Is a letter meant as a digit", ["l.16", "O,16", "1,l6"]),
    ((), "a factor, or a remark?", [
        "1.16 (2)", "0.8 (1), 1.1 (2)", "0.0128 (1.28e-2)", "0.16 (1.16 - 1)",
    ]),
    ((2,), "Which name belongs to which number?", ["z2/z1: 1.1, 0.8"]),
    ((), "One minus, or two?", ["--1.16", "- -1.16"]),
    ((2,), "Which number of that range", ["0.8 to 1.1"]),
    ((), "Which number of that range", [
        "1.1 - 1.2 or so", "ca. 1,1–1,2", "1.1-1.2?", "~1.1 - 1.2", "4-5",
    ]),
    ((), "Is that a date?", ["2024-01-16", "16.01.2024", "1/16/24"]),
    ((2,), "What does sum give?", ["[0.8, 1.1].sum()"]),
    ((), "What does exp give?", ["exp(0.0256)"]),
    ((), "What does fraction give?", ["Fraction(2*3)", "Fraction(1, 2, 3)"]),
    ((), "Does every bracket open and close once?", ["[0.8", "1.1]"]),
    ((2,), "“nan” is not a number.", ["nan, 1"]),
    ((), "nan", [float("nan")]),
    ((), "far too large", [float("inf"), "1e999", "9^999", 10**400]),
    ((), "0 below the line", ["4/0"]),
    ((), "Write a point, as in 0.38 or -0.38.", [(0, -38)]),
    ((2,), "Write a point, as in 0.8 or -0.8.", [(0, 8, 1, 1)]),
    ((), "This is None", [None]),
    ((), "This is a function", [print]),
    ((), "brackets", [True]),
    ((2,), "A set has no order.", [{0.8, 1.1}]),
    ((2,), "no number in it", [[], np.zeros((10**9, 0))]),
    ((2,), "more than 64 numbers", [[0.0] * 10**6]),
]  # fmt: skip


@for_each("shape, words, answers", ASKED_BACK)
def test_what_cannot_be_read_is_asked_back_in_a_sentence(shape, words, answers):
    for written in answers:
        reading = read(written, shape)
        assert reading.value is None, written
        assert words in reading.sentence, written


def test_what_was_assumed_is_said():
    assert read("0,16", ()).note == "The comma was read as a decimal point."
    assert read("16%", ()).note == "The percentage was read as a part of 1."
    assert read("0.1 + 0.06", ()).note == "Your line was worked out."
    assert read("0.8, 1.1", (2,)).note == ""


class OfAnotherPackage:
    """A number as SymPy has it."""

    def __float__(self):
        return 1.16


class ListOfAnotherPackage:
    """An array as pandas and PyTorch have it."""

    def __array__(self, dtype=None, copy=None):
        return np.array([0.8, 1.1])


def test_numbers_and_arrays_of_other_packages_are_read():
    reads(OfAnotherPackage(), (), 1.16)
    reads([OfAnotherPackage(), 2], (2,), (1.16, 2))
    reads(ListOfAnotherPackage(), (2,), (0.8, 1.1))
    reads(np.float16(0.5), (), 0.5)


def test_another_shape_is_left_for_the_marker_to_judge():
    assert np.array_equal(read([1, 2, 3], (2,)).value, [1, 2, 3])
    assert np.array_equal(read([0.48, 0], (2, 2)).value, [0.48, 0])
