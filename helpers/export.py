"""Pictures of an exported page have words: nbconvert leaves the `alt` of most of them empty.

`export.json` makes nbconvert in this environment use it, `helpers/server.py` the export and the
print of JupyterLab. No notebook needs it.
"""

from base64 import b64encode
from html import escape

from nbconvert.preprocessors import Preprocessor


class PicturesWithWords(Preprocessor):
    """Shows each stored picture as an image whose `alt` is what its `text/plain` says."""

    enabled = True

    def preprocess_cell(self, cell, resources, index):
        """The cell with an image of HTML beside each picture. Returns it and the resources.

        Where HTML is cleaned that would go: there the pictures stay as nbconvert shows them.
        """
        if resources.get("should_sanitize_html"):
            return cell, resources
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            kind = next((kind for kind in ("image/svg+xml", "image/png") if kind in data), None)
            if kind and "text/html" not in data and "text/plain" in data:
                width = output.get("metadata", {}).get(kind, {}).get("width")
                data["text/html"] = _image(kind, data[kind], data["text/plain"], width)
        return cell, resources


def _image(kind, picture, words, width):
    if kind == "image/svg+xml":
        picture = b64encode(picture.encode()).decode()
    size = f' width="{width:g}"' if width else ""
    source = f"data:{kind};base64,{picture.strip()}"
    return f'<img alt="{escape(words)}"{size} style="max-width:100%" src="{source}">'
