"""The names that prose may use, and what each means in code.

The notation table of notebook 00 is the source: `test_prose` holds that every symbol of the table means here
what the table says. Indexed families follow from it: z₁ is `z_hidden[0]`, so z₂ is `z_hidden[1]`.
"""

import re

SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
BASE = r"(?:[A-Za-zδηΔ][A-Za-z0-9_δη']*)[₀-₉]*"
INDEX = r"(?:\[\s*\d+(?:\s*,\s*\d+)?\s*\])?"
# A derivative is one name: dL/da₁, dL/dW1[0, 1], dy_pred/da_1, dL/dδ... An index belongs to the formula.
NAME = rf"d(?:L|[yza])[A-Za-z0-9_₀-₉]*\s?/\s?d(?:{BASE}){INDEX}|{BASE}"
FUNCTIONS = {"L": "_loss", "max": "_largest", "ReLU": "_relu", "relu": "_relu"}

WHOLE = {
    "z": "z_hidden", "a": "a_hidden", "δ": "delta_hidden", "η": "learning_rate", "rate": "learning_rate",
    "ŷ": "y_pred", "ypred": "y_pred", "ytrue": "y_true", "dy_pred": "dL_dy_pred", "error": "dL_dy_pred",
    "prediction": "y_pred", "target": "y_true", "loss": "L",
}  # fmt: skip
GRADIENTS = {
    "y_pred": "dL_dy_pred", "z_out": "dL_dy_pred", "a": "dL_da_hidden", "a_hidden": "dL_da_hidden",
    "z": "delta_hidden", "z_hidden": "delta_hidden", "W1": "dW1", "b1": "db1", "W2": "dW2", "b2": "db2",
}  # fmt: skip
# What a word in a sentence can stand for, for numbers that stand in plain words.
SPOKEN = {
    r"predict\w*|forecast": ["y_pred", "z_out"],
    r"targets?|wanted|y_true": ["y_true"],
    r"loss(?:es)?": ["L", "L_new"],
    r"rates?|learning_rate": ["learning_rate"],
    r"inputs?": ["x"],
    r"weights?": ["W1", "W2"],
    r"bias(?:es)?": ["b1", "b2"],
    r"gates?": ["gate"],
    r"gradients?|slopes?": [
        "dL_dy_pred",
        "dW2",
        "db2",
        "dL_da_hidden",
        "delta_hidden",
        "dW1",
        "db1",
    ],
    r"signals?|upstream": ["dL_dy_pred", "dL_da_hidden", "delta_hidden"],
    r"errors?|high|low|off": ["dL_dy_pred"],
    r"drop(?:s|ped)?|falls?|fell": ["L", "L_new", "drop"],
}
INGREDIENTS = {
    "z_hidden": ["x", "W1", "b1"], "a_hidden": ["z_hidden"], "y_pred": ["a_hidden", "W2", "b2"],
    "z_out": ["a_hidden", "W2", "b2"], "L": ["y_pred", "y_true"], "dL_dy_pred": ["y_pred", "y_true"],
    "dW2": ["dL_dy_pred", "a_hidden"], "db2": ["dL_dy_pred"], "dL_da_hidden": ["dL_dy_pred", "W2"],
    "delta_hidden": ["dL_da_hidden", "gate"], "dW1": ["x", "delta_hidden"], "db1": ["delta_hidden"],
    "W1_new": ["W1", "learning_rate", "dW1"], "b1_new": ["b1", "learning_rate", "db1"],
    "W2_new": ["W2", "learning_rate", "dW2"], "b2_new": ["b2", "learning_rate", "db2"],
}  # fmt: skip


def python(word):
    """One name as Python: z₁ as `z_hidden[0]`, dL/dW2 as `dW2`. Unknown names stay as they are."""
    derivative = re.fullmatch(rf"d([A-Za-z][A-Za-z0-9_₀-₉]*)\s?/\s?d({BASE})({INDEX})", word)
    if derivative:
        return _derivative(*derivative.groups())
    base, number = _numbered(word)
    if base in ("x", "z", "a", "δ") and number:
        return f"{WHOLE.get(base, base)}[{int(number) - 1}]"
    return WHOLE.get(word, word)


def _numbered(word):
    match = re.fullmatch(r"([a-zA-Zδ]|[a-z]+_hidden)(?:_(\d)|([₁-₉]))", word)
    return (match[1], (match[2] or match[3]).translate(SUBSCRIPTS)) if match else (word, "")


def _derivative(above, below, index):
    base, number = _numbered(below)
    index = f"[{int(number) - 1}]" if number else index
    if above == "L":
        return GRADIENTS.get(base, f"unknown_dL_d{base}") + index
    inner, inner_number = _numbered(above)
    entry = f"[{int(inner_number) - 1}]" if inner_number else ""
    if inner in ("y_pred", "z_out"):
        return {"a": f"W2{index}", "W2": f"a_hidden{index}", "b2": "one", "z_out": "one"}.get(
            base, "unknown"
        )
    if inner == "a":
        return f"gate{entry}"
    if inner == "z" and base == "W1":
        return f"x{index.split(',')[0]}]"
    return {"b1": "one"}.get(base, "unknown")
