const cacheName = 'opened';
const untilHeader = 'x-kept-until';

const canKeep = () => 'caches' in globalThis && 'serviceWorker' in navigator;

/** Lets a worker answer for the pages under a path when there is no line, with what was kept of them. */
export async function serveOffline(path: string): Promise<void> {
	if (canKeep()) await navigator.serviceWorker.register('/offline-worker.js', { scope: path }).catch(() => {});
}

/** Keeps a page as it is served now, and what it is made of, until an instant at most. Answers whether it is kept. */
export async function keepPage(url: string, until: Date): Promise<boolean> {
	if (!canKeep()) return false;
	const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => undefined);
	if (!response?.ok || response.redirected) return false;
	const headers = new Headers(response.headers);
	headers.set(untilHeader, String(until.getTime()));
	const cache = await caches.open(cacheName);
	await cache.put(url, new Response(await response.blob(), { headers }));
	await keepAssets(cache);
	return true;
}

// What this page has loaded so far: a worker sees only what is asked for after it has come.
async function keepAssets(cache: Cache): Promise<void> {
	const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
	const own = loaded.filter(
		({ origin, pathname }) => origin === location.origin && /^\/(_app\/|favicon)/.test(pathname)
	);
	const missing = [];
	for (const { href } of own) if (!(await cache.match(href))) missing.push(href);
	await Promise.all(missing.map((href) => cache.add(href).catch(() => {})));
}

/** Forgets a page. */
export async function forgetPage(url: string): Promise<void> {
	if (canKeep()) await (await caches.open(cacheName)).delete(url);
}

/** Forgets every page under a path but these. */
export async function keepOnly(path: string, urls: string[]): Promise<void> {
	if (!canKeep() || !(await caches.has(cacheName))) return;
	const cache = await caches.open(cacheName);
	for (const { url } of await cache.keys()) {
		const { pathname } = new URL(url);
		if (pathname.startsWith(path) && !urls.includes(pathname)) await cache.delete(url);
	}
}
