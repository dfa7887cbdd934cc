// What each page of the site does first of all.

// On a phone: one notebook and nothing beside it.
if (matchMedia("(max-width: 760px)").matches && /\/lab(\/|\/index.html)?$/.test(location.pathname))
    location.replace(new URL(`notebooks/index.html${location.search}`, document.currentScript.src));

// Keep what was loaded before the service worker was there: see service-worker.js. Not at once, for
// Python is on its way; and this page last, so that who finds it finds all of them.
navigator.serviceWorker?.ready.then(() => setTimeout(keep, 20_000));

async function keep() {
    const cache = await caches.open("kept");
    const asked = performance.getEntriesByType("resource").map(({ name }) => name);
    for (const url of [...asked, location.href])
        if (url.startsWith(location.origin) && !(await cache.match(url)))
            await cache.add(url).catch(() => {});
}
