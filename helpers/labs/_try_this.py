"""Things to try in a lab: a question, a button that only sets the start, a folded answer."""

from html import escape

from ipywidgets import HTML, HBox, Layout, VBox

from helpers.labs._number import button


class TryThis(VBox):
    """Some things to try, numbered. Each is (question, start, answer): two texts, and in between a
    function without arguments that sets the lab to where the question begins.
    """

    def __init__(self, *tries):
        super().__init__([_row(place, *parts) for place, parts in enumerate(tries, start=1)])


def _row(place, question, start, answer):
    text = (
        f'<div style="line-height:1.5">{escape(question)}'
        f"<details><summary>Answer {place}</summary>{escape(answer)}</details></div>"
    )
    wide = HTML(text, layout=Layout(flex="1 1 320px", width="auto"))
    return HBox([button(f"Try this {place}", start), wide], layout=Layout(flex_flow="row wrap"))
