// Answers for the pages that were kept (see src/lib/ui/offline.browser.ts) when there is no line, and only then: with
// line every page is asked for anew, and one that is no longer there is forgotten at once.
const cacheName = 'opened';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== location.origin) return;
	if (request.mode === 'navigate') event.respondWith(page(request, url));
	else if (url.pathname.startsWith('/_app/immutable/') || url.pathname.startsWith('/favicon'))
		event.respondWith(asset(request));
});

async function page(request, url) {
	try {
		const response = await fetch(request);
		if (response.status === 404) await forget(url.pathname);
		return response;
	} catch {
		return (await kept(url.pathname)) ?? nothingKept();
	}
}

async function kept(pathname) {
	const response = await caches.match(pathname, { cacheName, ignoreVary: true });
	if (!response) return undefined;
	if (Date.now() < Number(response.headers.get('x-kept-until'))) return response;
	await forget(pathname);
	return undefined;
}

async function forget(pathname) {
	if (await caches.has(cacheName)) await (await caches.open(cacheName)).delete(pathname);
}

// Their names change with what is in them: one that is kept is the one that is asked for.
async function asset(request) {
	return (await caches.match(request, { cacheName, ignoreVary: true })) ?? fetch(request);
}

function nothingKept() {
	const body = `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>마당 · Madang</title><body style="font:1rem/1.6 system-ui;max-width:34rem;margin:15vh auto;padding:0 1rem">
<h1 style="font-size:1.3rem">연결이 끊겨 있습니다</h1>
<p>이 화면은 아직 연 적이 없어 지금은 보여 드릴 수 없습니다. 적어 두신 내용은 이 브라우저에 남아 있고, 연결되면 저장됩니다.</p>
<h2 style="font-size:1.1rem" lang="en">There is no connection</h2>
<p lang="en">This page has not been opened before, so it cannot be shown now. What you have typed is kept in this browser
and is saved when the line is back.</p><p><a href="/reviews">/reviews</a></p>`;
	return new Response(body, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
