import http from 'node:http';
import { randomUUID } from 'node:crypto';
import { answersOf, type Present } from '../intake/people.ts';

/** Whose requests: applicants with a draft, and by their cookies those who organise and review. */
export type People = { slug: string; present: Present[]; organiser: string; reviewer: string; base: string };
export type Asked = {
	kind: string;
	path: string;
	cookie?: string;
	body?: string;
	type?: string;
	fine?: number[];
	/** What is to be remembered of its answer. */
	then?: (status: number) => void;
};

type Kind = { weight: number; ask: (people: People, nth: number) => Omit<Asked, 'kind'> };

const applicant = ({ present }: People, nth: number) => present[nth % present.length]!;
const signedIn = (secret: string) => `sign-in=${secret}; browser=b`;
const read =
	(...paths: string[]) =>
	(_: People, nth: number) => ({ path: paths[nth % paths.length]! });
const atDesk =
	(...paths: string[]) =>
	({ organiser }: People, nth: number) => ({ path: paths[nth % paths.length]!, cookie: signedIn(organiser) });

/** The version of each draft, as its page would know it. */
const versions = new Map<string, number>();

/**
 * What a hundred requests of an ordinary day are, and for each how it is asked: half are of whoever reads, a third of those who
 * write an application, and one in twelve of those who work for the host.
 */
export const mix: Record<string, Kind> = {
	'home, notices': { weight: 36, ask: read('/', '/calls/seoul-2026', '/calls/busan-2026', '/tours/tessellane-tour') },
	programme: { weight: 14, ask: read('/stops/busan/programme', '/stops/seoul/programme', '/stops/busan') },
	'log, draw, journal': { weight: 6, ask: read('/calls/busan-2026/log', '/journal', '/draws/verify', '/docs/draw') },
	'own page': {
		weight: 14,
		ask: (people, nth) => ({ path: `/calls/${people.slug}/apply`, cookie: signedIn(applicant(people, nth).cookie) })
	},
	autosave: {
		weight: 18,
		ask: (people, nth) => {
			const who = applicant(people, nth);
			const answers = { ...answersOf(who), region: nth % 2 ? 'busan' : 'seoul' };
			const version = versions.get(who.intent) ?? 1;
			const body = JSON.stringify({ version, answers });
			return {
				...{ path: `/calls/${people.slug}/apply/draft`, body, type: 'application/json', cookie: signedIn(who.cookie) },
				fine: [200, 409],
				then: (status) => void (status === 200 && versions.set(who.intent, version + 1))
			};
		}
	},
	submit: {
		weight: 2,
		ask: (people, nth) => {
			const who = applicant(people, nth);
			const body = new URLSearchParams({ intent: who.intent, hash: who.hash, consent_selection: 'on' }).toString();
			const path = `/calls/${people.slug}/apply/submit`;
			return {
				path,
				body,
				type: 'application/x-www-form-urlencoded',
				cookie: signedIn(who.cookie),
				fine: [303, 409, 422]
			};
		}
	},
	desk: {
		weight: 4,
		ask: atDesk(
			...['/desk', '/desk/calls/seoul-2026/applications', '/desk/calls/busan-2026/applications', '/desk/reads'],
			...['/desk/calls/busan-2026/journal', '/desk/calls/busan-2026/reviews', '/desk/calls/seoul-2026']
		)
	},
	reviews: { weight: 4, ask: ({ reviewer }) => ({ path: '/reviews', cookie: signedIn(reviewer) }) },
	'for machines': { weight: 2, ask: read('/sitemap.xml', '/records.atom', '/readyz', '/api/openapi.json') }
};

const wheel = Object.entries(mix).flatMap(([kind, { weight }]) => Array.from({ length: weight }, () => kind));

/** The request that comes as number `nth`: in an order that is the same each time, and mixes the kinds. */
export function nthOf(people: People, nth: number): Asked {
	const kind = wheel[(nth * 37) % wheel.length]!;
	return { kind, ...mix[kind]!.ask(people, Math.floor(nth / 7)) };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 2_000 });

/** Sends one; the status, 0 where no answer came within 30 s. A connection that was shut while it lay idle is no answer yet. */
export async function send(base: string, asked: Asked): Promise<number> {
	const status = await sendOnce(base, asked);
	return status === shut ? sendOnce(base, asked).then((again) => Math.max(again, 0)) : status;
}

const shut = -1;

function sendOnce(base: string, { path, cookie = `browser=${randomUUID()}`, body, type }: Asked): Promise<number> {
	const headers: Record<string, string> = {
		...{ accept: 'text/html', 'accept-language': 'ko', cookie },
		...(body ? { origin: base, 'content-type': type!, 'content-length': String(Buffer.byteLength(body)) } : {})
	};
	return new Promise((done) => {
		const request = http.request(base + path, { method: body ? 'POST' : 'GET', agent, headers }, (response) => {
			response.resume();
			response.on('end', () => done(response.statusCode!));
			response.on('error', () => done(0));
		});
		request.setTimeout(30_000, () => request.destroy());
		request.on('error', (fault: NodeJS.ErrnoException) =>
			done(request.reusedSocket && fault.code === 'ECONNRESET' ? shut : 0)
		);
		request.end(body);
	});
}
