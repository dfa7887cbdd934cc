"""Formulas in prose as the Python they stand for, worked out in exact fractions.

One way in for LaTeX, plain text and code spans: `plain` rewrites LaTeX as plain text, `Formula` rewrites
plain text as a Python expression in which every written number is a placeholder, and Python's own
parser reads it. What is not in the subset below raises `Unreadable`; nothing is skipped.

LaTeX that is read: `+ - \\cdot \\times / \\div \\frac{}{} \\tfrac ^ _ ( ) \\left \\right [ ]`, `bmatrix`, `pmatrix`,
`aligned` (split into chains by `reading`), `\\odot`, `^T`, `\\top`, `\\max`, `\\mathrm{ReLU}`, `\\delta`, `\\eta`,
`\\partial`, `\\text{}` and its like around a name, spacing. Names: `names.py`.
"""

import ast
import re
from fractions import Fraction

import numpy as np

from tests.prose import names

RELATIONS = {"=", "≈", "<", ">", "≤", "≥", "≠", "←"}
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-−+]?\d+)?(?:…|\.\.\.)?(?:\s?%(?!\s*\w))?"
TOKEN = re.compile(
    rf"\s*(?:(?P<number>(?<![\w.]){NUMBER})|(?P<name>{names.NAME})|(?P<op>\*\*|[-+−*/×·÷@^⊙()\[\],:.])|(?P<bad>\S))"
)
SPACING = re.compile(r"\\[,;:! ]|\\q?quad\b|~|\\(?:left|right|big|Big|bigl|bigr|displaystyle)\b")
WORDS = {
    "cdot": "·", "times": "×", "div": "÷", "odot": "⊙", "delta": "δ", "eta": "η", "partial": "∂", "approx": "≈",
    "lt": "<", "gt": ">", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "leftarrow": "←",
    "gets": "←", "ldots": "…", "dots": "…", "top": "T", "max": "max", "to": "→", "rightarrow": "→",
    "Rightarrow": "→", "implies": "→", "Delta": "Δ",
}  # fmt: skip


class Unreadable(ValueError):
    """A formula outside the stated subset."""


def plain(latex):
    """LaTeX as the plain text the notebooks write: `\\frac{dL}{da_1}` as `dL/da_1`. Returns a string."""
    latex = re.sub(
        r"\\(?:text|mathrm|mathbf|mathit|operatorname|textbf)\s*\{([^{}]*)\}", r"\1", latex
    )
    latex = re.sub(r"\\begin\{[bp]matrix\}(.*?)\\end\{[bp]matrix\}", _matrix, latex, flags=re.S)
    latex = SPACING.sub(" ", latex).replace("{,}", ",").replace(r"\%", "%").replace(r"\_", "_")
    latex = re.sub(r"_\{([^{}]*)\}", r"_\1", latex)
    before = None
    while before != latex:
        before = latex
        latex = re.sub(r"\\[td]?frac\s*(\d)\s*(\d)", r"((\1)/(\2))", latex)
        latex = re.sub(r"\\[td]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", _fraction, latex)
        latex = re.sub(r"\^\s*\{([^{}]*)\}", r"^(\1)", latex)
    latex = re.sub(r"\\([A-Za-z]+) ?", lambda m: WORDS.get(m[1], m[0]), latex)
    latex = re.sub(r"\^\(?T\)?", ".T", latex).replace("∂", "d")
    if re.search(r"[\\{}&]", latex):
        raise Unreadable(f"{latex!r} is outside the LaTeX that is read")
    return latex


def _matrix(match):
    rows = [row.split("&") for row in re.split(r"\\\\", match[1]) if row.strip()]
    return (
        "[" + ", ".join("[" + ", ".join(cell.strip() for cell in row) + "]" for row in rows) + "]"
    )


def _fraction(match):
    above, below = (part.strip() for part in match.groups())
    above, below = (re.sub(r"^(?:\\partial|∂)\s*", "d", part) for part in (above, below))
    if re.fullmatch(r"d[A-Za-z]\S*", above) and re.match(r"d[A-Za-z\\]", below):
        return f"{above}/{below.replace(' ', '')}" if "[" not in below else f"{above}/{below}"
    return f"(({above})/({below}))"


def value_of(written):
    """A number as it is written, `0.5`, `1,000`, `1.6e-07`, `2.6 %` or `0.0016…`, as a fraction."""
    text = written.replace("−", "-").replace("…", "").replace(",", "")
    text = text.removesuffix("...").strip()
    return Fraction(text.rstrip("% ")) / 100 if text.endswith("%") else Fraction(text)


class Formula:
    """One side of a chain: `numbers` as written, `names` used, and `value(scene, numbers)`."""

    def __init__(self, text):
        self.text, self.numbers, self.names, self.negative = text, [], [], []
        source = self._python(text)
        try:
            tree = _Products().visit(ast.parse(source.strip(), mode="eval"))
        except SyntaxError:
            raise Unreadable(f"{text!r} cannot be read") from None
        self.code = compile(ast.fix_missing_locations(tree), text, "eval")
        body = tree.body.operand if isinstance(tree.body, ast.UnaryOp) else tree.body
        self.is_number = (
            isinstance(body, ast.Subscript) and len(self.numbers) == 1 and not self.names
        )
        self.is_written = (
            bool(self.numbers) and not self.names and not re.search(r"[×·*/^@]|\d\s*[-+−]", text)
        )

    def _python(self, text):
        parts, brackets, operand, named = (
            [],
            [],
            False,
            False,
        )  # operand: the last token can be multiplied by the next
        position = 0
        while match := TOKEN.match(text, position):
            kind, word = match.lastgroup, match[match.lastgroup]
            position = match.end()
            if kind == "bad":
                raise Unreadable(f"{text!r}: {word!r} cannot be read")
            indexes = word == "[" and named and text[match.start()] == "["
            if (
                operand
                and (kind in ("number", "name") or word in "([")
                and not (indexes or self._calls(word, parts))
            ):
                parts.append("@")
            if kind == "number" and "index" not in brackets:
                self.negative.append(
                    parts[-1:] == ["-"] and (len(parts) < 2 or parts[-2][-1] in "([,*@/+-")
                )
                parts.append(f"_n[{len(self.numbers)}]")
                self.numbers.append(word)
            elif kind == "name" and parts[-1:] != ["."]:
                called = re.match(r"\s*\(", text[position:]) and word in names.FUNCTIONS
                parts.append(names.FUNCTIONS[word] if called else names.python(word))
                self.names += [] if called else [parts[-1]]
            elif word == "[":
                brackets.append("index" if indexes else "list")
                parts.append("[" if indexes else "[" if "list" in brackets[:-1] else "_array([")
            elif word == "]":
                closed = brackets.pop() if brackets else "index"
                parts.append("]" if closed == "index" or "list" in brackets else "])")
            else:
                parts.append(
                    {"−": "-", "×": "*", "⊙": "*", "·": "@", "÷": "/", "^": "**"}.get(word, word)
                )
            operand, named = kind in ("number", "name") or word in ")]", kind == "name"
        return " ".join(parts).replace(" . T", ".T").replace(" . ", ".")

    def _calls(self, word, parts):
        return (
            word == "("
            and bool(parts)
            and (parts[-1] in names.FUNCTIONS.values() or parts[-1] in self.names)
        )

    def value(self, scene, numbers=None):
        """The value in `scene`, with other `numbers` in the place of its own if given."""
        written = [value_of(number) for number in (self.numbers if numbers is None else numbers)]
        try:
            return eval(self.code, {"__builtins__": {}}, _Names(scene, written, exact=True))
        except (TypeError, ValueError, AttributeError):
            return eval(
                self.code,
                {"__builtins__": {}},
                _Names(scene, [float(w) for w in written], exact=False),
            )


class _Products(ast.NodeTransformer):
    """`·` and a formula's side-by-side mean a product of numbers or of matrices; `.T` also turns a vector."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.MatMult):
            return node
        return ast.Call(ast.Name("_product", ast.Load()), [node.left, node.right], [])

    def visit_Attribute(self, node):
        self.generic_visit(node)
        return (
            ast.Call(ast.Name("_turned", ast.Load()), [node.value], [])
            if node.attr == "T"
            else node
        )


def _product(left, right):
    if np.ndim(left) == 0 or np.ndim(right) == 0:
        return left * right
    if np.ndim(left) == 2 and np.ndim(right) == 1 and left.shape[1] == 1:
        right = right[np.newaxis]
    return left @ right


def _turned(array):
    return np.asarray(array)[:, np.newaxis] if np.ndim(array) == 1 else np.asarray(array).T


def _largest(*values):
    if any(np.ndim(value) for value in values):
        return np.maximum(*(np.asarray(value) for value in values))
    return max(values)


class _Names:
    """What the names of one formula mean in a scene: as fractions, or as the kernel holds them."""

    def __init__(self, scene, numbers, exact):
        self.scene, self.exact = scene, exact
        self.tools = {
            "_n": numbers, "_product": _product, "_turned": _turned, "_largest": _largest,
            "_array": lambda rows: np.array(rows, dtype=object if exact else float), "_relu": lambda z: _largest(0, z),
            "_loss": lambda p: (p - self["y_true"]) ** 2 / 2, "sum": sum, "abs": abs, "len": len, "round": round,
        }  # fmt: skip

    def __getitem__(self, name):
        if name in self.tools:
            return self.tools[name]
        value = self.scene[name]
        return exactly(value) if self.exact else value


def exactly(value):
    """A number or array as fractions of its 12 leading digits, so 0.16000000000000014 is 4/25."""
    if np.ndim(value) == 0:
        return value if isinstance(value, Fraction) else Fraction(f"{float(value):.12g}")
    return np.array([exactly(part) for part in value], dtype=object)
