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

// What may be gone on with is what was kept: a ticket or two, or the list of what there is to review.
async function nothingKept() {
	const keys = (await caches.has(cacheName)) ? await (await caches.open(cacheName)).keys() : [];
	const paths = keys.map(({ url }) => new URL(url).pathname);
	const tickets = paths.filter((path) => path.startsWith('/tickets/'));
	const open = [
		...tickets.map((path, nth) => [path, `입장권 ${nth + 1}`, `Ticket ${nth + 1}`]),
		...(paths.includes('/door') ? [['/door', '입장 확인', 'The door']] : []),
		...(paths.includes('/reviews') ? [['/reviews', '심사할 신청', 'What you review']] : [])
	];
	const links = open.map(([path, ko, en]) => `<p><a href="${path}">${ko} · <span lang="en">${en}</span></a></p>`);
	const body = `<!doctype html><html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>마당 · Madang</title><style>a{display:inline-block;min-height:2.75rem;padding:.6rem 1rem;box-sizing:border-box;
border:1px solid #8f8b7d;border-radius:8px;background:#fff;color:#1c211e;font-weight:650;text-decoration:none}</style>
<body style="font:1rem/1.6 system-ui;max-width:34rem;margin:12vh auto;padding:0 1rem;background:#fbfaf6;color:#1c211e;word-break:keep-all">
<h1 style="font-size:1.3rem">연결이 끊겨 있습니다</h1>
<p>이 화면은 아직 연 적이 없어 지금은 보여 드릴 수 없습니다. 이 기기에서 적어 두신 것이 있다면 그대로 남아 있고, 연결되면 저장됩니다.</p>
<h2 style="font-size:1.1rem" lang="en">There is no connection</h2>
<p lang="en">This page has not been opened before, so it cannot be shown now. Anything you have typed is still on this
device, and is saved once you are connected again.</p>
<p><a href="">다시 시도하기 · <span lang="en">Try again</span></a></p>
${links.length ? `<h2 style="font-size:1.1rem">이 기기에 있는 화면 · <span lang="en">Kept on this device</span></h2>` : ''}
${links.join('')}`;
	return new Response(body, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
}
