"""Formulas in prose, worked out in exact fractions.

`plain` rewrites LaTeX as plain text; `Formula` rewrites plain text as a Python expression in which
every written number is a placeholder, and Python's own parser reads it. What is not in the subset
below raises `Unreadable`; nothing is skipped.

Read are numbers, `+ - * × · / ^ ( ) [ ]`, `max`, `ReLU'`, the names of `names.py`, two factors side
by side, and in LaTeX also `\\cdot \\frac{}{} _ ^ \\delta \\eta`, `bmatrix`, names in `\\text{}`.
"""

import ast
import re
from fractions import Fraction

import numpy as np

from tests.prose import names

NUMBER = r"\d+(?:\.\d+)?(?:e[-−+]?\d+)?"
WRITTEN = rf"(?<![\w.]){NUMBER}"  # not the 1 of W1
TOKEN = re.compile(
    rf"\s*(?:(?P<number>{WRITTEN})|(?P<function>max|ReLU')(?=\()|(?P<name>{names.NAME})"
    r"|(?P<operator>[-+−*/×·^()\[\],])|(?P<bad>\S))"
)
# A [ that is no index begins an array; @, which binds as * does, is the product of all kinds.
PYTHON = {
    "−": "-", "×": "*", "·": "@", "^": "**", "[": "_array([", "]": "])",
    "max": "_max", "ReLU'": "_slope",
}  # fmt: skip
MEANING = {
    "__builtins__": {},
    "_array": lambda rows: np.array(rows, dtype=object),
    "_max": np.maximum,
    "_slope": lambda z: int(z > 0),
    "_product": np.dot,
}
LATEX = {"cdot": "·", "delta": "δ", "eta": "η", "max": "max"}


class Unreadable(ValueError):
    """A formula outside the stated subset."""


def has_number(text):
    """Whether a formula, LaTeX or plain, holds a number that belongs to no name and no index."""
    return bool(re.search(WRITTEN, re.sub(rf"_\{{?\w+|(?<=[\w}}]){names.INDEX}", "", text)))


def plain(latex):
    """LaTeX as plain text: `\\frac{dL}{da_1}` as `dL/da_1`. Raises Unreadable."""
    text = re.sub(r"\\text\{([^{}]*)\}", lambda match: match[1].replace(" ", "_"), latex)
    text = re.sub(r"\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}", _matrix, text, flags=re.S)
    text = re.sub(r"_\{(\w+)\}", r"_\1", text)
    text = re.sub(r"\\frac\{(d\w+)\}\{(d[^{}]*)\}", r"\1/\2", text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
    text = re.sub(r"\^\{([^{}]*)\}", r"^(\1)", text)
    text = re.sub(r"\\([A-Za-z]+) ?", lambda match: LATEX.get(match[1], match[0]), text)
    if re.search(r"[\\{}&]", text):
        raise Unreadable(f"{latex} is outside the LaTeX that is read")
    return text


def _matrix(match):
    rows = [f"[{row.replace('&', ',')}]" for row in match[1].split(r"\\")]
    return f"[{', '.join(rows)}]"


class Formula:
    """One side of a chain: its `numbers` as written, its `names`, and `value(scene, numbers)`."""

    def __init__(self, text):
        self.text, self.numbers, self.names = text.strip(), [], []
        try:
            tree = ast.parse(self._python(), mode="eval")
        except SyntaxError:
            raise Unreadable(f"{self.text!r} cannot be read") from None
        self._code = compile(ast.fix_missing_locations(_Products().visit(tree)), "prose", "eval")
        self._known = {}

    def _python(self):
        parts, is_factor = [], False
        for match in TOKEN.finditer(self.text):
            kind, word = match.lastgroup, match[match.lastgroup]
            if kind == "bad":
                raise Unreadable(f"{self.text!r}: {word!r} cannot be read")
            if is_factor and (kind != "operator" or word in "(["):
                parts.append("@")
            if kind == "number":
                parts.append(f"_numbers[{len(self.numbers)}]")
                self.numbers.append(word)
            elif kind == "name":
                parts.append(names.python(word))
                self.names.append(parts[-1])
            else:
                parts.append(PYTHON.get(word, word))
            is_factor = kind in ("number", "name") or word in ")]"
        return " ".join(parts)

    def value(self, scene, numbers):
        """The value in a scene with these numbers in the places of its own; None if unknown."""
        key = (id(scene), *numbers)
        if key not in self._known:
            meaning = {**MEANING, "_numbers": [value_of(number) for number in numbers]}
            try:
                self._known[key] = eval(self._code, meaning, scene.names)
            except (LookupError, NameError, TypeError, ValueError, ArithmeticError):
                self._known[key] = None
        return self._known[key]


class _Products(ast.NodeTransformer):
    """Makes @ a product of numbers as well as of matrices."""

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if not isinstance(node.op, ast.MatMult):
            return node
        return ast.Call(ast.Name("_product", ast.Load()), [node.left, node.right], [])


def value_of(written):
    """A number as it is written, `0.5` or `1.6e-07`, as a fraction."""
    return Fraction(written.replace("−", "-"))
