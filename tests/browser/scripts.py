"""What runs inside the page: JavaScript that looks at JupyterLab and at a lab's area."""

IDLE_AND_CONNECTED = """() => {
    const panel = window.jupyterapp?.shell?.currentWidget;
    const kernel = panel?.sessionContext?.session?.kernel;
    return panel?.content?.widgets && kernel?.status === "idle"
        && kernel.connectionStatus === "connected";
}"""
# Every top-level widget view on the page, with the source of the cell that shows it.
LAB_VIEWS = """() => {
    const cells = window.jupyterapp.shell.currentWidget.content.widgets;
    const found = [];
    for (const cell of cells)
        for (const view of cell.node.querySelectorAll(".jp-OutputArea-output > .jupyter-widgets")) {
            view.dataset.lab = found.length;
            found.push(cell.model.sharedModel.getSource());
        }
    return found;
}"""
# Every control in a lab gets a key such as "slider b1[0]", "field b1[0]", "button Reset".
MARK_CONTROLS = """(area) => {
    const kinds = [
        ["slider", ".noUi-handle"],
        ["field", "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea"],
        ["tick", "input[type=checkbox], input[type=radio]"],
        ["choice", "select"],
        ["button", "button"],
        ["fold", "summary"],
    ];
    const words = (button) => {
        const text = button.innerText.trim();
        return text && button.title && button.title !== text ? `${text} (${button.title})` : text;
    };
    const label = (control) => {
        const row = control.closest(".jupyter-widgets:not(button)");
        const named = control.matches("button, summary")
            ? [words(control), control.getAttribute("aria-label"), control.title]
            : [row?.querySelector(".widget-label")?.textContent, control.getAttribute("aria-label")];
        const icon = control.querySelector("i")?.className;
        return [...named, icon, "without a name"].find((text) => text?.trim()).trim();
    };
    const keys = [];
    for (const [kind, selector] of kinds)
        for (const control of area.querySelectorAll(selector)) {
            if (control.disabled || !control.checkVisibility({visibilityProperty: true}))
                continue;
            let key = kind + " " + label(control).replace(/\\s+/g, " ");
            for (let n = 2; keys.includes(key); n++)
                key = key.replace(/( #\\d+)?$/, " #" + n);
            control.dataset.control = key;
            keys.push(key);
        }
    return keys;
}"""
DRAWING_TEXT = """(area) => [...area.querySelectorAll("svg text")]
    .filter((text) => text.checkVisibility({visibilityProperty: true}))
    .map((text) => text.textContent.replace(/\\s+/g, " ").trim())"""
# What is wider than the room it has: the notebook, an output or anything in it that would scroll.
TOO_WIDE = """(area) => [area, ...area.querySelectorAll("*")]
    .filter((box) => box.scrollWidth > box.clientWidth + 1 && box.clientWidth > 0
        && !box.matches(".cm-scroller") && /auto|scroll/.test(getComputedStyle(box).overflowX))
    .map((box) => `${box.className}: ${box.scrollWidth} > ${box.clientWidth}`)"""
SAID = "(control) => (control.selectedOptions?.[0]?.text ?? control.value).replace(/\\s/g, ' ')"
OPTIONS = "(list) => [...list.options].map((option) => option.text.replace(/\\s/g, ' '))"
CIRCLES = """(area) => [...area.querySelectorAll("svg circle")]
    .map((circle) => [circle.cx.baseVal.value, circle.cy.baseVal.value]
        .map((place) => Math.round(place * 10) / 10))"""
# Pairs of texts of one drawing that cover each other, and texts that leave their drawing.
OVERLAPS = """(area) => {
    const found = [], hit = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3;
    for (const svg of area.querySelectorAll("svg")) {
        const frame = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll("text")].map((text) =>
            ({words: text.textContent, box: text.getBoundingClientRect()}));
        texts.forEach(({words, box}, i) => {
            if (box.left < frame.left || box.right > frame.right || box.top < frame.top
                || box.bottom > frame.bottom) found.push(`${words} leaves the drawing`);
            for (const other of texts.slice(i + 1))
                if (hit(box, other.box)) found.push(`${words} covers ${other.words}`);
        });
    }
    return found;
}"""
# Texts of a drawing whose contrast with the panel is below 4.5 (WCAG AA).
FAINT = """(area) => {
    const brush = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const luminance = (colour) => {
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map((byte) =>
            byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const text of area.querySelectorAll("svg text")) {
        const panel = text.ownerSVGElement.querySelector(":scope > rect");
        const both = [getComputedStyle(text).fill, getComputedStyle(panel).fill].map(luminance);
        const contrast = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        if (contrast < 4.5) found.push(`${text.textContent}: ${contrast.toFixed(2)}`);
    }
    return found;
}"""
NAMELESS = """(area) => [...area.querySelectorAll("svg, img, [role=img]")]
    .filter((picture) => !picture.parentElement.closest("svg, [role=img]"))
    .filter((picture) => !(picture.getAttribute("aria-label") || picture.getAttribute("alt")
        || picture.querySelector(":scope > title")?.textContent
        || picture.getAttribute("aria-hidden")))
    .map((picture) => picture.outerHTML.slice(0, 200))"""
