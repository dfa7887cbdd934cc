"""The colours of the drawings: one for each meaning, and what becomes of it in the page's theme.

A drawing names the colours of a light page in its attributes (`fill`, `stroke`), so that it shows
everything where a page takes its style away, as GitHub does. STYLE then only puts the theme's
colours in their place: JupyterLab's light or dark, paper's, or those that a reader has forced.
"""

# Under its name in the style: the colour as it is stored, and as the page's theme has it.
COLOURS = {
    "p": ("#fff", "var(--jp-layout-color1,#fff)"),
    "r": ("#bdbdbd", "var(--jp-border-color2,#bdbdbd)"),
    "t": ("#212121", "var(--jp-content-font-color1,#212121)"),
    "f": ("#095b89", "color-mix(in srgb,#0072B2 72%,var(--t))"),
    "l": ("#885671", "color-mix(in srgb,#CC79A7 60%,var(--t))"),
    "b": ("#ad5107", "color-mix(in srgb,#D55E00 78%,var(--t))"),
    "s": ("#6f6f6f", "color-mix(in srgb,var(--p) 35%,var(--t))"),
}
PANEL, RIM, INK, BLUE, PURPLE, VERMILLION, ASLEEP = (stored for stored, _ in COLOURS.values())
PAPER = {"p": "#fff", "t": "#000"}
FORCED = {name: "Canvas" if name == "p" else "CanvasText" for name in COLOURS}


def _variables(values):
    return ".bh{" + ";".join(f"--{name}:{value}" for name, value in values.items()) + "}"


# For an <svg class="bh">. A browser that cannot mix colours keeps those of the light page.
STYLE = (
    "<style>.bh{max-width:100%;height:auto}@supports(color:color-mix(in srgb,red,red)){"
    + _variables({name: themed for name, (_, themed) in COLOURS.items()})
    + f"@media print{{{_variables(PAPER)}}}@media(forced-colors:active){{{_variables(FORCED)}}}"
    + "".join(
        f'.bh [{kind}="{stored}"]{{{kind}:var(--{name})}}'
        for name, (stored, _) in COLOURS.items()
        for kind in ("fill", "stroke")
    )
    + "}</style>"
)
