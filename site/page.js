// What each page of the site does first of all.

// On a phone: one notebook and nothing beside it.
if (matchMedia("(max-width: 760px)").matches && /\/lab(\/|\/index.html)?$/.test(location.pathname))
    location.replace(new URL(`notebooks/index.html${location.search}`, document.currentScript.src));

// Keep what was loaded before the service worker was there: see service-worker.js. Not at once, for
// Python is on its way, and again as long as more has come, by a slow line. This page last: who finds
// it finds all of them.
const PAUSE = 20_000; // milliseconds
navigator.serviceWorker?.ready.then(() => setTimeout(keep, PAUSE, 0));

async function keep(before) {
    const cache = await caches.open("kept");
    const add = async (url) => {
        if (url.startsWith(location.origin) && !(await cache.match(url)))
            await cache.add(url).catch(() => {});
    };
    const asked = performance.getEntriesByType("resource").map(({ name }) => name);
    for (const url of asked) await add(url);
    if (asked.length > before) setTimeout(keep, PAUSE, asked.length);
    else await add(location.href);
}
