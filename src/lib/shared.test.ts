import { deepEqual, equal, match, notEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { sharing } from './shared.server.ts';

/** A page with a nonce and somebody's cookie, which says how often it was made. */
function maker() {
	let times = 0;
	return {
		times: () => times,
		make: async () => {
			const nonce = `n${++times}`;
			const headers = {
				...{ 'content-type': 'text/html; charset=utf-8', etag: '"1"', 'set-cookie': `browser=${times}` },
				'content-security-policy': `script-src 'self' 'nonce-${nonce}'`
			};
			return new Response(`<p>${times}</p><script nonce="${nonce}"></script>`, { headers });
		}
	};
}

const page = (path: string) => ({ path, variant: 'ko', route: '/[page]' });
const nonceOf = (response: Response) => /'nonce-(.+)'/.exec(response.headers.get('content-security-policy')!)![1]!;

test('who asks within a moment is given the same page, with a nonce of their own and nobody else’s cookie', async () => {
	let now = 0;
	const { share } = sharing(1000, () => now);
	const { make, times } = maker();
	const all = [share(page('a'), make), share(page('a'), make)];
	now = 999;
	all.push(share(page('a'), make));
	const [first, second, third] = await Promise.all(all);
	equal(times(), 1);
	equal(first!.headers.get('set-cookie'), 'browser=1');
	for (const copy of [second!, third!]) {
		equal(copy.headers.get('set-cookie'), null);
		equal(copy.headers.get('etag'), null);
		match(copy.headers.get('content-type')!, /^text\/html/);
	}
	const nonces = [first!, second!, third!].map(nonceOf);
	equal(new Set(nonces).size, 3);
	const texts = await Promise.all([first!, second!, third!].map((one) => one.text()));
	deepEqual(
		texts,
		nonces.map((nonce) => `<p>1</p><script nonce="${nonce}"></script>`)
	);
	now = 1000;
	notEqual(await (await share(page('a'), make)).text(), texts[0]);
	equal(times(), 2);
	await share({ ...page('a'), variant: 'en' }, make);
	equal(times(), 3);
});

test('what is made is given out of hand for as long as it is shared, and not before', async () => {
	let now = 0;
	const { share, copy, forget } = sharing(1000, () => now);
	equal(copy(page('a')), null);
	const making = share(page('a'), maker().make);
	equal(copy(page('a')), null);
	await making;
	const [one, other] = [copy(page('a'))!, copy(page('a'))!];
	equal(one.route, '/[page]');
	const policies = [one, other].map(({ headers }) => new Map(headers).get('content-security-policy')!);
	const nonces = policies.map((policy) => /'nonce-(.+)'/.exec(policy)![1]!);
	notEqual(nonces[0], nonces[1]);
	const text = Buffer.concat(one.pieces).toString();
	equal(text, `<p>1</p><script nonce="${nonces[0]}"></script>`);
	equal(one.length, text.length);
	ok(one.headers.every(([name]) => !['set-cookie', 'etag', 'content-length'].includes(name)));
	equal(copy({ ...page('a'), variant: 'en' }), null);
	now = 999;
	ok(copy(page('a')));
	now = 1000;
	equal(copy(page('a')), null);
	await share(page('a'), maker().make);
	forget();
	equal(copy(page('a')), null);
	await share(page('missing'), async () => new Response('', { status: 404 }));
	equal(copy(page('missing')), null);
});

test('a path that was shared within ten seconds is at hand', async () => {
	let now = 0;
	const { share, isAtHand, forget } = sharing(1000, () => now);
	equal(isAtHand('a'), false);
	await share(page('a'), maker().make);
	await share(page('missing'), async () => new Response('', { status: 404 }));
	forget();
	deepEqual(['a', 'missing'].map(isAtHand), [true, false]);
	now = 9_999;
	equal(isAtHand('a'), true);
	now = 10_000;
	equal(isAtHand('a'), false);
});

test('pages of other keys are other pages; what is forgotten is made anew, though it was under way', async () => {
	const { share, forget } = sharing(1000, () => 0);
	const { make, times } = maker();
	await Promise.all([share(page('a'), make), share(page('b'), make)]);
	equal(times(), 2);
	const before = share(page('c'), make);
	forget();
	const after = share(page('c'), make);
	match(await (await before).text(), /<p>3</);
	match(await (await after).text(), /<p>4</);
});

test('what is not found, leads elsewhere, fails or is no page is everybody’s own', async () => {
	const { share } = sharing(1000, () => 0);
	let times = 0;
	const answers: Record<string, () => Promise<Response>> = {
		missing: async () => new Response(String(++times), { status: 404, headers: { 'content-type': 'text/html' } }),
		data: async () => new Response(String(++times), { headers: { 'content-type': 'application/json' } }),
		elsewhere: async () => new Response(String(++times), { status: 307, headers: { location: '/' } })
	};
	for (const [key, make] of Object.entries(answers)) {
		const texts = await Promise.all(
			[share(page(key), make), share(page(key), make)].map(async (one) => (await one).text())
		);
		notEqual(texts[0], texts[1], key);
	}
	const failing = () => (++times, Promise.reject(new Error('no')));
	await Promise.all([rejects(share(page('failing'), failing)), rejects(share(page('failing'), failing))]);
	equal(times, 8);
});
