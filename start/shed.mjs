/**
 * What must wait when more people come than one process can serve. Before a deadline thousands reload, and a few
 * hundred press; what they press must come through. So pages to read are put off first, an applicant's own pages (their
 * draft, the press of the button, their receipt) only when it is four times as bad, and what people send us, the way to
 * sign in and what pages are made of, never.
 *
 * @typedef {'reading' | 'own' | 'never'} Rank
 * @typedef {{ pagesAtOnce: number, lagMs: number }} Limits see start/settings.mjs
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 */

const patience = { reading: 1, own: 4 };

/**
 * Makes the doorkeeper: it lets a request `enter`, at once or as soon as there is room; who would wait longer than a person
 * notices, or behind too many, is answered here with a short page that comes back by itself. `lag` says by how many ms the
 * process is behind.
 *
 * @param {Limits} limits
 * @param {{ lag?: () => number, random?: () => number, waitMs?: number }} measures
 * @returns {(request: Request, response: Response, enter: () => void) => void}
 */
export function makeShed({ pagesAtOnce, lagMs }, { lag = lagMeter(), random = Math.random, waitMs = 150 } = {}) {
	/** @typedef {{ rank: 'reading' | 'own', request: Request, response: Response, enter: () => void }} Coming */
	let underWay = 0;
	/** Who waits, and what ends it. @type {Map<Coming, NodeJS.Timeout>} */
	const waiting = new Map();

	/** @param {'reading' | 'own'} rank */
	function hasRoom(rank) {
		const times = patience[rank];
		// Late with hardly anyone here is no rush, but a draw being reckoned: whoever is there waits for it.
		const isLate = underWay * 4 >= pagesAtOnce && lag() > times * lagMs;
		return underWay < times * pagesAtOnce && !isLate;
	}

	/** @param {Coming} one */
	function letIn({ response, enter }) {
		underWay += 1;
		response.once('close', () => {
			underWay -= 1;
			for (const next of waiting.keys()) if (hasRoom(next.rank)) letWaiting(next);
		});
		enter();
	}

	/** @param {Coming} one */
	function letWaiting(one) {
		stopWaiting(one);
		letIn(one);
	}

	/** @param {Coming} one */
	function wait(one) {
		const end = () => (hasRoom(one.rank) ? letWaiting(one) : (stopWaiting(one), putOff(one, random)));
		waiting.set(one, setTimeout(end, waitMs));
		one.response.once('close', () => stopWaiting(one));
	}

	/** @param {Coming} one */
	function stopWaiting(one) {
		clearTimeout(waiting.get(one));
		waiting.delete(one);
	}

	return (request, response, enter) => {
		const rank = rankOf(request.method, request.url);
		if (rank === 'never' || isAtHand(request)) return enter();
		const one = { rank, request, response, enter };
		if (hasRoom(rank)) letIn(one);
		else if (waiting.size < waitingPerPage * pagesAtOnce) wait(one);
		else putOff(one, random);
	};
}

// What waits is answered in its 150 ms or not at all: more would wait in vain.
const waitingPerPage = 4;

// Whoever is signed in has a page of their own.
/** @param {Request} request */
function isAtHand({ method, url = '/', headers }) {
	if (method !== 'GET' || headers.cookie?.includes('sign-in=')) return false;
	return globalThis.__madangAtHand?.(url) ?? false;
}

/** @param {string | undefined} method @param {string | undefined} url @returns {Rank} */
export function rankOf(method, url = '/') {
	if (method !== 'GET' && method !== 'HEAD') return 'never';
	const [path] = url.split('?');
	if (/^\/(_app|clock|sign-in|\.well-known)(\/|$)|\.(svg|png|ico|txt|webmanifest)$/.test(path)) return 'never';
	// Who waits in a queue must be heard of: the page is small, and made to be read by everybody at once.
	if (/^\/sessions\/[^/]+\/queue(\/standing)?$/.test(path)) return 'never';
	// A stream stays: it is not under way. How many there may be is its own limit.
	if (/^\/sessions\/[^/]+\/stream$/.test(path)) return 'never';
	return /^\/(calls\/[^/]+\/(apply|mine)|invitations|me|sessions|desk\/sessions)(\/|$)/.test(path) ? 'own' : 'reading';
}

const tickMs = 50;

/** By how much a clock in this process is late: what everybody in it is waiting. @returns {() => number} ms */
function lagMeter() {
	let due = performance.now() + tickMs;
	let late = 0;
	setInterval(() => {
		late = performance.now() - due;
		due = performance.now() + tickMs;
	}, tickMs).unref();
	return () => Math.max(late, performance.now() - due);
}

// Not all at the same second: otherwise they would come back as they came.
const [soonest, spread] = [10, 20];

/** @param {{ request: Request, response: Response }} one @param {() => number} random */
function putOff({ request, response }, random) {
	const seconds = String(soonest + Math.floor(random() * spread));
	response.writeHead(503, {
		...{ 'content-type': 'text/html; charset=utf-8', 'content-length': page.length, 'cache-control': 'no-store' },
		...{ 'retry-after': seconds, refresh: seconds },
		'content-security-policy':
			"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	});
	response.end(request.method === 'HEAD' ? undefined : page);
}

const page = Buffer.from(`<!doctype html>
<html lang="ko">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>잠시 뒤 다시 열립니다 · Madang</title>
<style>
body { margin: 0; background: #fbfaf7; color: #1c211e; font: 1.06rem/1.6 system-ui, 'Noto Sans KR', sans-serif; word-break: keep-all }
main { max-width: 36rem; margin-inline: auto; padding: 3rem 1.25rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .6rem }
p { margin: 0 0 .8rem }
section + section { margin-top: 2.2rem; padding-top: 1.8rem; border-top: 1px solid #d9dcd6 }
b { color: #12503f }
</style>
<main>
<section>
<h1>지금 많은 분이 함께 보고 계십니다</h1>
<p>이 페이지는 <b>30초 안에 저절로 다시 열립니다.</b> 새로 고치지 않으셔도 됩니다.</p>
<p>신청서 저장과 제출은 계속 받고 있습니다. 저장하신 내용은 그대로 있고, 신청서를 쓰던 창에서는 바로 제출하실 수 있습니다.</p>
</section>
<section lang="en">
<h1>Many people are here at this moment</h1>
<p>This page <b>opens again by itself within 30 seconds.</b> There is no need to reload it.</p>
<p>Drafts are still saved and applications still taken. What you have saved is safe, and you can submit at once from the window you were writing in.</p>
</section>
</main>
</html>
`);
