// Keeps what the page had loaded before its service worker was there: see service-worker.js.
navigator.serviceWorker?.ready.then(async () => {
    const cache = await caches.open("kept");
    const asked = performance.getEntriesByType("resource").map(({ name }) => name);
    for (const url of [location.href, ...asked])
        if (url.startsWith(location.origin) && !(await cache.match(url)))
            await cache.add(url).catch(() => {});
});
