// Those who are there while a part is killed: they press until they are told it was taken, read the public's pages, ask
// questions, and hear of what is asked.
import http from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Present } from '../intake/people.ts';

export type Place = { base: string; slug: string; session: string; segment: string };

/**
 * What came of one press or one page: when it was due, when it was done (ms of the clock), and how it was refused before
 * (a status; 0 where no answer came).
 */
export type Done = { due: number; at: number; refused: number[] };

const agent = new http.Agent({ keepAlive: true, maxSockets: 400 });
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
const patienceMs = 8_000;

type Asked = { path: string; cookie?: string; address?: string; form?: Record<string, string> };

/** One request; the status, 0 where no answer came. */
function send(base: string, { path, cookie = '', address = '192.0.2.1', form }: Asked): Promise<number> {
	const body = form && new URLSearchParams(form).toString();
	const headers: Record<string, string> = {
		...{ accept: 'text/html', 'accept-language': 'ko', cookie, 'x-forwarded-for': address },
		...(body && { origin: base, 'content-type': 'application/x-www-form-urlencoded' })
	};
	return new Promise((done) => {
		const request = http.request(base + path, { method: body ? 'POST' : 'GET', agent, headers }, (response) => {
			response.resume();
			response.on('end', () => done(response.statusCode!));
			response.on('error', () => done(0));
		});
		request.setTimeout(patienceMs, () => request.destroy());
		request.on('error', () => done(0));
		request.end(body);
	});
}

/** Sends the same until it is answered as it should be, as people do; and says when. */
async function insist(base: string, asked: Asked, fine: number): Promise<Done> {
	const due = Date.now();
	const refused: number[] = [];
	for (;;) {
		const status = await send(base, asked);
		if (status === fine) return { due, at: Date.now(), refused };
		refused.push(status);
		if (Date.now() - due > 60_000) throw new Error(`nothing but refusals for a minute: ${asked.path}`);
		await pause(300);
	}
}

export function submit({ base, slug }: Place, who: Present): Promise<Done> {
	const form = { intent: who.intent, hash: who.hash, consent_selection: 'on' };
	return insist(base, { path: `/calls/${slug}/apply/submit`, cookie: `sign-in=${who.cookie}; browser=b`, form }, 303);
}

/** A question of somebody new; `text` is found again in the store. */
export function ask({ base, session, segment }: Place, nth: number, text: string): Promise<Done> {
	const address = `198.51.${Math.floor(nth / 250)}.${nth % 250}`;
	const form = { intent: randomUUID(), segment, text, name: '' };
	return insist(base, { path: `/sessions/${session}?/ask`, cookie: `browser=${randomUUID()}`, address, form }, 200);
}

export const page = ({ base, slug }: Place) => insist(base, { path: `/calls/${slug}` }, 200);

/** A page that stays open: hears news, and comes again as a browser does when its line is lost. */
export function listen({ base, session }: Place) {
	const broken: number[] = [];
	const back: number[] = [];
	let isOver = false;
	let lostAt = 0;
	let request: http.ClientRequest;
	const open = (after: string) => {
		let [newest, retry, isLost] = [after, 2_000, false];
		const lose = (soon: boolean) => {
			if (isOver || isLost) return;
			isLost = true;
			if (!lostAt) broken.push((lostAt = Date.now()));
			setTimeout(() => open(newest), soon ? Math.random() * 500 : retry);
		};
		request = http.get(`${base}/sessions/${session}/stream?after=${after}`, { agent: false }, (response) => {
			if (response.statusCode !== 200) return void (response.resume(), lose(false));
			response.on('data', (chunk: Buffer) => {
				if (lostAt) back.push(Date.now() - lostAt);
				lostAt = 0;
				const text = chunk.toString();
				newest = [...text.matchAll(/id: (\d+)/g)].at(-1)?.[1] ?? newest;
				retry = Number(/retry: (\d+)/.exec(text)?.[1] ?? retry);
				if (text.includes('event: move')) lose(true);
			});
			response.on('error', () => lose(false));
			response.on('close', () => lose(false));
		});
		request.on('error', () => lose(false));
	};
	open('');
	return { broken, back, isAway: () => lostAt > 0, stop: () => ((isOver = true), request.destroy()) };
}
