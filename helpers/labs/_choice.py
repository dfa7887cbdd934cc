"""A choice: one of a few words under the learner's hand, used in a lab as a dial is."""

from ipywidgets import Dropdown, Layout


class Choice(Dropdown):
    """A named choice; `value` is the chosen word. start: the one at first and after a reset."""

    def __init__(self, name, start, words):
        self.name, self.start = name, start
        style, layout = {"description_width": "72px"}, Layout(width="250px")
        super().__init__(options=words, value=start, description=name, style=style, layout=layout)

    def type(self, wanted):
        """Choose a word. Raises ValueError if it is not one of them."""
        if wanted not in self.options:
            raise ValueError(
                f"{self.name} must be one of {', '.join(self.options)}; got {wanted!r}"
            )
        self.value = wanted
