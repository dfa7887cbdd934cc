"""The page that shows a cell's output: which cell it is, and what stays when the kernel is gone."""

from IPython import get_ipython
from IPython.display import publish_display_data

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
# A cell shows a still picture and then the live widget: one of the two can be seen. A widget whose
# kernel was restarted stays as it was last, and of its still picture only the sentence is shown.
LIVE, DEAD = ":has(+* .widget-box)", ":has(+* .jupyter-widgets-disconnected)"
STILL = (
    "<style>.bh-still{display:none}.jp-OutputArea .bh-still{display:block}"
    f".jp-OutputArea-child:has(.bh-still){LIVE}:not({DEAD}),"
    ".jp-OutputArea-child:has(.bh-still)+:not(:has(.widget-box)),"
    f".jp-OutputArea-child{DEAD} .bh-still figure{{display:none}}"
    ".jupyter-widgets-disconnected{pointer-events:none;opacity:.75}"
    ".jupyter-widgets-disconnected::before{content:none!important}</style>"
)


def request():
    """The request that runs now: what JupyterLab asked the kernel for; empty outside a notebook."""
    kernel = getattr(get_ipython(), "kernel", None)  # a terminal has none
    return kernel.get_parent() if kernel else {}


def cell():
    """The name of the cell that runs now, or None: JupyterLab names its cells, no other does."""
    return (request() or {}).get("metadata", {}).get("cellId")


def on_a_page():
    """Whether a reader's page shows what is displayed now, and not only a file that stores it."""
    return cell() is not None


def show(live, still, about, html, gone):
    """Display a widget; on a page after its still picture, which is seen when the kernel is gone.

    live: the widget's forms by media type; still, about: those of its picture; html: the same on a
    page, and gone: a sentence to stand under it.
    """
    if not on_a_page():
        publish_display_data({**live, **still}, about)
        return
    figure = f'<figure style="margin:0">{html}</figure><p style="margin:6px 4px">{gone}</p>'
    kept = {**still, "text/html": f'{STILL}<div class="bh-still">{figure}</div>'}
    publish_display_data(kept, about)
    publish_display_data({WIDGET_VIEW: live[WIDGET_VIEW]})
