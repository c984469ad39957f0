import { randomBytes } from 'node:crypto';
import { ticking } from './stopwatch.ts';

/** A page as everybody may have it: its text parted where its nonce stood, and its headers but for those of one visitor. */
type Page = { headers: [name: string, value: string][]; parts: string[] };

/** Which page: its path, and by what else it differs (a language, an origin). */
export type Asked = { path: string; variant: string };

/**
 * One page for all who ask for the same within a moment, `keepMs` long: the first has it made, whoever comes meanwhile
 * waits for that, and each is given a nonce of their own (CSP Level 3, section 7.1: never the same twice). Only a page that
 * was found (200) and is HTML is shared; everything else each asks for themselves. `forget` ends every moment now: what was
 * begun before is answered to those who wait, and to nobody else. `isAtHand` says of a path that it was shared lately: then
 * one more who asks costs next to nothing.
 */
export function sharing(keepMs: number, clock: () => number = ticking) {
	const kept = new Map<string, { until: number; page: Promise<Page | null> }>();
	const shared = new Map<string, number>();

	async function share({ path, variant }: Asked, make: () => Promise<Response>): Promise<Response> {
		const key = `${variant} ${path}`;
		const known = kept.get(key);
		if (known && clock() < known.until) {
			const page = await known.page;
			return page ? copyOf(page) : make();
		}
		const made = make();
		const page = made.then(pageOf).catch(() => null);
		setLast(kept, key, { until: clock() + keepMs, page });
		dropOldest(kept, ({ until }) => until <= clock());
		const response = await made;
		if (await page) setLast(shared, path, clock());
		dropOldest(shared, (at) => at + latelyMs <= clock());
		return response;
	}

	const isAtHand = (path: string) => clock() - (shared.get(path) ?? -Infinity) < latelyMs;
	return { share, isAtHand, forget: () => kept.clear() };
}

const latelyMs = 10_000;

/** A map's keys stand in the order in which they came: so set, the oldest are first. */
function setLast<T>(map: Map<string, T>, key: string, value: T): void {
	map.delete(key);
	map.set(key, value);
}

function dropOldest<T>(map: Map<string, T>, isOld: (value: T) => boolean): void {
	for (const [key, value] of map) {
		if (!isOld(value)) return;
		map.delete(key);
	}
}

const nonceIn = /'nonce-([^']+)'/;
const ofOneVisitor = new Set(['set-cookie', 'etag', 'content-length']);

async function pageOf(response: Response): Promise<Page | null> {
	if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html')) return null;
	const nonce = nonceIn.exec(response.headers.get('content-security-policy') ?? '')?.[1];
	const text = await response.clone().text();
	const headers = [...response.headers].filter(([name]) => !ofOneVisitor.has(name));
	return { headers, parts: nonce ? text.split(nonce) : [text] };
}

function copyOf({ headers, parts }: Page): Response {
	const nonce = randomBytes(16).toString('base64');
	const policed = headers.map(([name, value]): [string, string] => [name, value.replace(nonceIn, `'nonce-${nonce}'`)]);
	return new Response(parts.join(nonce), { headers: policed });
}
