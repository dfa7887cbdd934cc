// Python for JupyterLite's kernel: Pyodide, with its library and all packages in place before it
// starts. They come as one file, which the browser unpacks; Pyodide would unpack each with Python.

const NOTHING = "data:application/zip;base64,UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==";

export async function loadPyodide(options) {
    const library = unpacked(new URL("library.bin", import.meta.url)); // while the rest is loaded
    const { loadPyodide: start } = await import(`${options.indexURL}pyodide.mjs`);
    return start({
        ...options,
        stdLibURL: NOTHING,
        packages: [],
        env: { PYTHONPATH: "/lib/stdlib" },
        fsInit: async (FS) => write(FS, await library),
    });
}

async function unpacked(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} cannot be loaded: ${answer.status}`);
    const stream = answer.body.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The bytes: what build.py has packed.
function write(FS, bytes) {
    let start = bytes.indexOf(10) + 1;
    const index = JSON.parse(new TextDecoder().decode(bytes.subarray(0, start)));
    for (const [folder, files] of Object.entries(index)) {
        FS.mkdirTree(folder);
        for (const [name, size] of Object.entries(files))
            FS.writeFile(`${folder}/${name}`, bytes.subarray(start, (start += size)), { canOwn: true });
    }
}
