// What each page of the site does first of all.

// On a phone: one notebook and nothing beside it.
if (matchMedia("(max-width: 760px)").matches && /\/lab(\/|\/index.html)?$/.test(location.pathname))
    location.replace(new URL(`notebooks/index.html${location.search}`, document.currentScript.src));

// Keep what was loaded before the service worker was there: see service-worker.js. Not at once, for
// Python is on its way, and again as long as more has come, by a slow line.
const PAUSE = 20_000; // milliseconds
performance.setResourceTimingBufferSize(2000); // all that is asked for; a browser remembers 250
navigator.serviceWorker?.ready.then(() => setTimeout(keep, PAUSE, 0));

async function keep(before) {
    const cache = await caches.open("kept");
    const asked = new Set(performance.getEntriesByType("resource").map(({ name }) => name));
    for (const url of [location.href, ...asked])
        if (url.startsWith(location.origin) && !(await cache.match(url)))
            await cache.add(url).catch(() => {});
    if (asked.size > before) setTimeout(keep, PAUSE, asked.size);
    else document.documentElement.dataset.kept = asked.size; // said on the page, for who waits for it
}
