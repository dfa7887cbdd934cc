// Keeps what the site has sent, so that it opens without a net as well. Online, the net comes first.
// What Python writes and reads goes through JupyterLite's own part.

const KEPT = "kept";

self.addEventListener("fetch", (event) => {
    const { request } = event, { pathname } = new URL(request.url);
    const jupyterlites = /\/api\/(drive|stdin|service-worker-heartbeat)/.test(pathname);
    if (request.method !== "GET" || jupyterlites) return;
    event.stopImmediatePropagation();
    event.respondWith(fromNetOrKept(event, request));
});

async function fromNetOrKept(event, request) {
    const cache = await caches.open(KEPT), kept = await cache.match(request);
    let sent;
    try {
        sent = await fetch(request);
    } catch (offline) {
        if (kept) return kept;
        throw offline;
    }
    if (sent.status === 200 && !(kept && same(sent, kept)))
        event.waitUntil(cache.put(request, sent.clone()));
    return sent;
}

function same(one, other) {
    const marks = [one, other].map(({ headers }) => headers.get("etag") ?? headers.get("last-modified"));
    return marks[0] !== null && marks[0] === marks[1];
}

importScripts("jupyterlite-service-worker.js");
