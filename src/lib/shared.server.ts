import { randomBytes } from 'node:crypto';
import { setLast } from './set-last.ts';
import { ticking } from './stopwatch.ts';

/**
 * A page as everybody may have it, and the entry point that made it: its bytes parted where its nonce stood, and its headers
 * but for those of one visitor.
 */
type Page = { route: string; headers: Header[]; parts: Buffer<ArrayBuffer>[] };
type Header = [name: string, value: string];

/** A page of this moment, `made` once it is. */
type Kept = { until: number; page: Promise<Page | null>; made?: Page | null };

/** Which page: its path, and by what else it differs (a language, an origin). */
export type Asked = { path: string; variant: string };

/** A page as one visitor is given it: its bytes one piece after the other, and how many they are. */
export type Copy = { route: string; headers: Header[]; pieces: Buffer<ArrayBuffer>[]; length: number };

/**
 * One page for all who ask for the same within a moment, `keepMs` long: the first has it made, whoever comes meanwhile
 * waits for that, and each is given a nonce of their own (CSP Level 3, section 7.1: never the same twice). Only a page that
 * was found (200) and is HTML is shared; everything else each asks for themselves. `forget` ends every moment now: what was
 * begun before is answered to those who wait, and to nobody else. `copy` gives a page that is made and still of this moment,
 * or null. `isAtHand` says of a path that it was shared lately: then one more who asks costs next to nothing.
 */
export function sharing(keepMs: number, clock: () => number = ticking) {
	const kept = new Map<string, Kept>();
	const shared = new Map<string, number>();

	function ofThisMoment(asked: Asked) {
		const known = kept.get(keyOf(asked));
		return known && clock() < known.until ? known : undefined;
	}

	async function share(asked: Asked & { route: string }, make: () => Promise<Response>): Promise<Response> {
		const known = ofThisMoment(asked);
		if (known) {
			const page = await known.page;
			return page ? responseOf(copyOf(page)) : make();
		}
		const response = make();
		const page = response.then((made) => pageOf(made, asked.route)).catch(() => null);
		const begun: Kept = { until: clock() + keepMs, page };
		setLast(kept, keyOf(asked), begun);
		dropOldest(kept, ({ until }) => until <= clock());
		await response;
		begun.made = await page;
		if (begun.made) setLast(shared, asked.path, clock());
		dropOldest(shared, (at) => at + latelyMs <= clock());
		return response;
	}

	function copy(asked: Asked): Copy | null {
		const made = ofThisMoment(asked)?.made;
		return made ? copyOf(made) : null;
	}

	const isAtHand = (path: string) => clock() - (shared.get(path) ?? -Infinity) < latelyMs;
	return { share, copy, isAtHand, forget: () => kept.clear() };
}

const latelyMs = 10_000;
const keyOf = ({ path, variant }: Asked) => `${variant} ${path}`;

function dropOldest<T>(map: Map<string, T>, isOld: (value: T) => boolean): void {
	for (const [key, value] of map) {
		if (!isOld(value)) return;
		map.delete(key);
	}
}

const nonceIn = /'nonce-([^']+)'/;
const ofOneVisitor = new Set(['set-cookie', 'etag', 'content-length']);

async function pageOf(response: Response, route: string): Promise<Page | null> {
	if (response.status !== 200 || !response.headers.get('content-type')?.startsWith('text/html')) return null;
	const nonce = nonceIn.exec(response.headers.get('content-security-policy') ?? '')?.[1];
	const text = await response.clone().text();
	const headers = [...response.headers].filter(([name]) => !ofOneVisitor.has(name));
	return { route, headers, parts: (nonce ? text.split(nonce) : [text]).map((part) => Buffer.from(part)) };
}

function copyOf({ route, headers, parts }: Page): Copy {
	const nonce = randomBytes(16).toString('base64');
	const between = Buffer.from(nonce);
	const pieces = parts.flatMap((part, at) => (at === 0 ? [part] : [between, part]));
	return {
		...{ route, pieces, length: pieces.reduce((sum, piece) => sum + piece.length, 0) },
		headers: headers.map(([name, value]) => [name, value.replace(nonceIn, `'nonce-${nonce}'`)])
	};
}

const responseOf = ({ headers, pieces }: Copy) => new Response(Buffer.concat(pieces), { headers });
