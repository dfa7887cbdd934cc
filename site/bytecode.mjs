// Compile what Python imports when the kernel and the notebooks start, so that the browser need not:
// it has bytecode in place of the source, but for the helpers, which are there to be read. And make
// matplotlib's list of fonts.
//
//     node bytecode.mjs PYODIDE TREE MODULE...
//
// PYODIDE: a folder of Pyodide. TREE: what build.py has made. MODULE: what is imported.

import { pathToFileURL } from "node:url";

const [pyodide, tree, ...modules] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ env: { MPLCONFIGDIR: "/tree/home/pyodide/.matplotlib" } });
python.mountNodeFS("/tree", tree);
python.globals.set("modules", modules.join());
const program = `
import glob, importlib, os, py_compile, sys

sys.path[:0] = glob.glob("/tree/lib/*/site-packages")
for name in modules.split(","):
    importlib.import_module(name)
library = os.path.dirname(os.__file__)
imported = {getattr(module, "__file__", None) or "" for module in sys.modules.values()}
for source in (file.replace(library, "/tree/lib/stdlib") for file in imported):
    if source.startswith("/tree") and source.endswith(".py"):
        ours = "/helpers/" in source
        py_compile.compile(
            source,
            cfile=None if ours else source + "c",
            dfile=source.removeprefix("/tree"),
            doraise=True,
            invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
        )
        if not ours:
            os.remove(source)
`;
try {
    python.runPython(program);
} catch (error) {
    console.error(error.type, error.message);
    process.exit(1);
}
