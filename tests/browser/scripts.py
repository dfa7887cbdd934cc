"""What runs inside the page: JavaScript that looks at JupyterLab and at a lab's area."""

# Put into every page as `byHand`, before anything of JupyterLab runs.
LIBRARY = r"""window.byHand = (() => {
const shown = (element) => element.checkVisibility({visibilityProperty: true});
const plain = (text) => text.replace(/\s+/g, " ").trim();
const texts = (area) => [...area.querySelectorAll("text")].filter(shown);
const panel = () => window.jupyterapp?.shell?.currentWidget;
const kernel = () => panel()?.sessionContext?.session?.kernel;

// JupyterLab

const idleAndConnected = () => panel()?.content?.widgets && kernel()?.status === "idle"
    && kernel().connectionStatus === "connected";

// Every top-level widget view on the page, with the source of the cell that shows it.
const views = () => {
    const found = [];
    for (const cell of panel().content.widgets)
        for (const view of cell.node.querySelectorAll(".jp-OutputArea-output > .jupyter-widgets")) {
            view.dataset.lab = found.length;
            found.push(cell.model.sharedModel.getSource());
        }
    return found;
};

const widgetOutputs = () => panel().content.widgets.flatMap((cell) => {
    const outputs = cell.model.sharedModel.toJSON().outputs ?? [];
    return outputs.filter((output) => output.data?.["application/vnd.jupyter.widget-view+json"]);
}).length;

// Also of cells that are not drawn yet.
const folded = () => panel().content.widgets.filter((cell) => cell.outputHidden).length;

const saved = () => panel().content.model.toJSON();

// The controls of a lab

const KINDS = [
    ["slider", ".noUi-handle"],
    ["field", "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea"],
    ["tick", "input[type=checkbox], input[type=radio]"],
    ["choice", "select"],
    ["button", "button"],
    ["fold", "summary"],
    ["link", "a[href]"],
];

const label = (control) => {
    const {title, innerText} = control, text = plain(innerText ?? "");
    if (control.matches("button, summary, a"))
        return text && title && title !== text ? `${text} (${title})` : text || title;
    const named = control.closest(".jupyter-widgets")?.querySelector(".widget-label")?.textContent;
    return plain(named || control.getAttribute("aria-label") || "without a name");
};

// Each control that is shown and enabled, by a key such as "slider b1[0]", "button Reset".
const controls = (area) => {
    const found = new Map();
    for (const [kind, selector] of KINDS)
        for (const control of area.querySelectorAll(selector)) {
            if (control.disabled || !shown(control)) continue;
            const key = `${kind} ${label(control)}`;
            let n = 1;
            while (found.has(n === 1 ? key : `${key} #${n}`)) n++;
            found.set(n === 1 ? key : `${key} #${n}`, control);
        }
    return found;
};
// Whether a lab is in view and all of it is there, its charts too.
const drawn = (area) => area.checkVisibility({contentVisibilityAuto: true})
    && controls(area).size > 0 && [...area.querySelectorAll("img")].filter(shown)
        .every((chart) => chart.complete && chart.naturalWidth > 0);
const keys = (area) => [...controls(area).keys()];
const undriven = (area) => [...controls(area)].filter(([, control]) => !control.dataset.driven)
    .map(([key]) => key);

// Put the keyboard on a control and note it as driven: null if it is not there, else whether this
// is the first time.
const drive = (area, key) => {
    const control = controls(area).get(key);
    if (!control) return null;
    const first = !control.dataset.driven;
    control.dataset.driven = "yes";
    control.focus();
    return first;
};

// What a lab shows

const said = (control) => plain(control.selectedOptions?.[0]?.text ?? control.value);
const fields = (area) => Object.fromEntries([...controls(area)]
    .filter(([key]) => /^(field|choice) /.test(key))
    .map(([key, control]) => [key.replace(/^\w+ /, ""), said(control)]));
const look = (area) => ({
    drawing: texts(area).map((text) => plain(text.textContent)),
    lines: area.innerText.split("\n").map(plain).filter(Boolean),
    circles: [...area.querySelectorAll("svg circle")]
        .map(({cx, cy}) => [cx, cy].map((it) => Math.round(it.baseVal.value * 10) / 10)),
    fields: fields(area),
    focus: plain(document.activeElement.labels?.[0]?.innerText
        || document.activeElement.innerText || document.activeElement.tagName),
    places: places(area),
    overlaps: overlaps(area),
});

// How a lab looks: each gives a list of what is wrong

// Whether two boxes share more than so many pixels, across and down.
const meet = (a, b, across = 1, down = 1) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > across
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > down;

// Pairs of texts of one drawing that cover each other, and texts that leave their drawing.
const overlaps = (area) => {
    const found = [];
    for (const svg of area.querySelectorAll("svg")) {
        const frame = svg.getBoundingClientRect();
        const boxes = texts(svg).map((text) =>
            ({words: text.textContent, box: text.getBoundingClientRect()}));
        boxes.forEach(({words, box}, i) => {
            if (box.left < frame.left || box.right > frame.right || box.top < frame.top
                || box.bottom > frame.bottom) found.push(`${words} leaves the drawing`);
            for (const other of boxes.slice(i + 1))
                if (meet(box, other.box, 1, 3)) found.push(`${words} covers ${other.words}`);
        });
    }
    return found;
};

// Controls and the labels beside them that cover each other.
const crowded = (area) => {
    const found = [], boxes = [...area.querySelectorAll("input, select, button, .widget-label")]
        .filter(shown).map((element) => ({element, box: element.getBoundingClientRect()}))
        .filter(({box}) => box.width > 1);
    boxes.forEach(({element, box}, i) => {
        for (const other of boxes.slice(i + 1).filter((other) => meet(box, other.box)))
            found.push(`${label(element)} covers ${label(other.element)}`);
    });
    return found;
};

// Texts of a drawing that a control lies on.
const covered = (area) => {
    const hands = [...area.querySelectorAll("input, .noUi-target, .widget-label")].filter(shown)
        .map((element) => element.getBoundingClientRect()).filter(({width}) => width > 1);
    return texts(area).filter((text) =>
        hands.some((hand) => meet(text.getBoundingClientRect(), hand, 2, 3))
    ).map((text) => text.textContent);
};

// Controls that something lies on once they are scrolled to: no pointer reaches their middle.
const unreachable = (area) => [...controls(area)].filter(([, control]) => {
    control.scrollIntoView({block: "center", inline: "center"});
    const {left, right, top, bottom} = control.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return !there || !control.contains(there) && !there.contains(control);
}).map(([key]) => key);

// Where each control stands in the lab, in pixels from left and top; folds aside.
const places = (area) => {
    const corner = area.getBoundingClientRect();
    return Object.fromEntries([...controls(area)].filter(([key]) => !/^(slider|fold) /.test(key))
        .map(([key, control]) => {
            const box = control.getBoundingClientRect();
            return [key, [box.left - corner.left, box.top - corner.top].map(Math.round)];
        }));
};

// What is wider than its room: it scrolls, is cut off, or sticks out of the lab.
const tooWide = (area) => {
    const right = area.getBoundingClientRect().right + 1;
    return [area, ...area.querySelectorAll("*")].filter(shown).filter((box) => {
        if (box.closest("svg, .cm-scroller, .noUi-target") || box.matches("input, select, option"))
            return false;
        const cut = box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1;
        return cut && getComputedStyle(box).overflowX !== "visible"
            || box.getBoundingClientRect().right > right;
    }).map((box) => `${box.tagName}.${box.className} "${plain(box.innerText ?? "").slice(0, 60)}": `
        + `${box.scrollWidth} > ${box.clientWidth}`);
};

// Texts of a drawing whose contrast with the panel is below 4.5 (WCAG AA).
const faint = (area) => {
    const brush = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const luminance = (colour) => {
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3).map((byte) =>
            byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const found = [];
    for (const text of texts(area)) {
        const panel = text.ownerSVGElement.querySelector(":scope > rect");
        const both = [getComputedStyle(text).fill, getComputedStyle(panel).fill].map(luminance);
        const contrast = (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
        if (contrast < 4.5) found.push(`${text.textContent}: ${contrast.toFixed(2)}`);
    }
    return found;
};

// Pictures without a text alternative.
const nameless = (area) => [...area.querySelectorAll("svg, img, [role=img]")]
    .filter((picture) => !picture.parentElement.closest("svg, [role=img]"))
    .filter((picture) => !(picture.getAttribute("aria-label") || picture.getAttribute("alt")
        || picture.querySelector(":scope > title")?.textContent
        || picture.getAttribute("aria-hidden")))
    .map((picture) => picture.outerHTML.slice(0, 200));

// Marks that do not lie over the chart that they belong to.
const misplaced = (area) => [...area.querySelectorAll(".widget-gridbox")].filter((chart) => {
    const [figure, marks] = [chart.querySelector("img"), chart.querySelector("svg")]
        .map((picture) => picture.getBoundingClientRect());
    return ["left", "top", "width", "height"].some((it) => Math.abs(figure[it] - marks[it]) > 0.5);
}).map((chart) => chart.outerHTML.slice(0, 200));

// Everything that is wrong, by its kind; besides: the kinds that do not count.
const faults = (area, besides) => Object.fromEntries(
    Object.entries({overlaps, crowded, covered, tooWide, faint, nameless, misplaced})
        .filter(([kind]) => !besides.includes(kind))
        .map(([kind, found]) => [kind, found(area)]).filter(([, found]) => found.length));

return {idleAndConnected, panel, kernel, views, widgetOutputs, folded, saved, drawn, keys, undriven,
    drive, look, unreachable, tooWide, faults};
})();"""

LOADED = """() => byHand.views().length === byHand.widgetOutputs()
    && [...document.querySelectorAll(".jp-OutputArea-output")]
        .every((output) => !/Loading widget/.test(output.textContent))"""
# When the page has drawn itself anew after what has just happened to it.
TWO_FRAMES = (
    "() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
)
COMMAND = "async ([name, options]) => { await jupyterapp.commands.execute(name, options); }"
# Closes the notebook; JupyterLab would ask whether to save it.
CLOSE = "() => { byHand.panel().context.model.dirty = false; byHand.panel().close(); }"
# Says in the console what goes wrong in the kernel and is shown in no output: a button's error.
LISTEN = """() => { byHand.kernel().iopubMessage.connect((_, {header, content}) => {
    if (header.msg_type === "error" || content.name === "stderr")
        console.error(`kernel: ${content.evalue ?? content.text}`);
}); }"""
# Ends when the kernel has done everything that it was sent before. What it says of itself is no
# matter; it says so five times as fast as it runs an empty cell. Twice: what a held key sends last
# waits in the page until the move before is answered.
ASK_KERNEL = """async () => {
    for (const time of [1, 2]) await byHand.kernel().requestKernelInfo();
}"""
# Runs code in the kernel: [what it printed, its error or null].
RUN = """async (code) => {
    let printed = "", error = null;
    const future = byHand.kernel().requestExecute({code});
    future.onIOPub = ({content}) => {
        if (content.name === "stdout") printed += content.text;
        if (content.ename) error = `${content.ename}: ${content.evalue}`;
    };
    await future.done;
    return [printed, error];
}"""
