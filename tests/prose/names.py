"""The names that prose may use, and what each means in code.

The notation table of notebook 00 is the source: `test_prose` holds that every symbol of the table
means here what the table says. z_1 is `z_hidden[0]`, dL/dW1_21 is `dW1[1, 0]`.
"""

import re

INDEX = r"\[\s*\d+(?:\s*,\s*\d+)?\s*\]"
NAME = rf"(?:dL/d)?[A-Za-zδη]\w*(?:{INDEX})?"

SYMBOLS = {
    "z": "z_hidden", "a": "a_hidden", "δ": "delta_hidden", "η": "learning_rate",
    "new": "W2_new", "old": "W2", "gradient": "dW2",
}  # fmt: skip
GRADIENTS = {
    "y_pred": "dL_dy_pred", "a": "dL_da_hidden", "x": "dL_dx",
    "W1": "dW1", "b1": "db1", "W2": "dW2", "b2": "db2",
}  # fmt: skip
# What a word in a sentence can stand for, for numbers that stand in plain words.
SIGNALS = ["dL_dy_pred", "dL_da_hidden", "delta_hidden"]
SPOKEN = {
    r"predict\w*": ["y_pred"],
    r"loss(?:es)?": ["L"],
    r"bias(?:es)?": ["b1", "b2"],
    r"gradients?|slopes?": [*SIGNALS, "dW2", "db2", "dW1", "db1"],
    r"signals?|upstream": SIGNALS,
    r"errors?|high|low|off": ["dL_dy_pred"],
}


def python(word):
    """One name as Python; a name that means nothing stays as it is."""
    name, index = re.fullmatch(rf"(.*?)((?:{INDEX})?)", word, re.S).groups()
    meanings = GRADIENTS if name.startswith("dL/d") else SYMBOLS
    name = name.removeprefix("dL/d")
    if numbered := re.fullmatch(r"([xzaδ]|W[12]|b1)_(\d+)", name):
        places = ", ".join(str(int(digit) - 1) for digit in numbered[2])
        name, index = numbered[1], f"[{places}]"
    return meanings.get(name, name if meanings is SYMBOLS else "unknown") + index


def meant(text):
    """Every quantity that a text names, by word, symbol or code, as Python."""
    found = set()
    for word in re.findall(NAME, text):
        found.add(python(word))
        for pattern, quantities in SPOKEN.items():
            if re.fullmatch(pattern, word, re.I):
                found.update(quantities)
    return found
