import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../start/postgres.mjs';
import { connect } from '#lib/db.server.ts';
import { bury, buriedTexts, type Buried } from './buried.ts';
import { plantDoors, type Planted, type Secrets } from './doors.ts';
import { plantFormers, type Former } from './former.ts';
import { openTheatre, type Theatre } from './stories/theatre.ts';

export const signedIn = ['mina', 'joon', 'reviewer', 'nari', 'auditor', 'organiser'] as const;
export const everyone = ['nobody', ...signedIn] as const;
/** Who knocks: nobody (not signed in), or one of the planted. */
export type Visitor = (typeof everyone)[number];

type Asked = { method?: string; body?: string; headers?: Record<string, string> };
export type Answer = { status: number; headers: Headers; body: string };

/** A theatre with everything planted that doors hide, and hands to knock at them with. */
export type House = Awaited<ReturnType<typeof openHouse>>;

export async function openHouse() {
	const theatre = await openTheatre({ SAMPLE_APPLICATIONS: '40' });
	try {
		return await furnish(theatre);
	} catch (fault) {
		await theatre.close();
		throw fault;
	}
}

async function furnish(theatre: Theatre) {
	const { url } = await startPostgres({ dataDir: theatre.dataDir }); // the theatre's own: it is running
	const db = connect(url, 4);
	const planted = await plantDoors(db);
	for (const file of [planted.file, planted.briefed]) {
		const folder = join(theatre.dataDir, 'files', file.slice(0, 2));
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, file), planted.fileText);
	}
	await bury(db, planted);
	const former = await plantFormers(db, planted);
	const close = () => db.destroy().then(() => theatre.close());
	return { theatre, url, db, planted, close, ...hands(theatre, planted, former) };
}

function hands({ base }: Theatre, planted: Planted, former: Record<Former, Record<string, string>>) {
	/** What somebody shows with a request. */
	function shown(who: Visitor | Former): Record<string, string> {
		if (who === 'nobody') return {};
		return who in former
			? former[who as Former]
			: { cookie: `sign-in=${planted.cookies[who as keyof typeof planted.cookies]}` };
	}

	/** One request as somebody, past no browser: nothing is followed, nothing is kept. */
	async function ask(path: string, who: Visitor | Former, asked: Asked = {}): Promise<Answer> {
		const cookie = shown(who);
		const form = { 'content-type': 'application/x-www-form-urlencoded', origin: base };
		const usual = { accept: 'text/html', 'accept-language': 'en', ...cookie };
		const headers: Record<string, string> = { ...usual, ...(asked.body === undefined ? {} : form), ...asked.headers };
		const { method = 'GET', body = null } = asked;
		const answer = await fetch(base + path, { method, headers, redirect: 'manual', body });
		const isStream = answer.headers.get('content-type') === 'text/event-stream';
		return { status: answer.status, headers: answer.headers, body: await (isStream ? firstOf(answer) : answer.text()) };
	}

	const post = (path: string, who: Visitor | Former, fields: Record<string, string> = {}, headers = {}) =>
		ask(path, who, { method: 'POST', body: new URLSearchParams({ _: '', ...fields }).toString(), headers });

	const sendJson = (path: string, who: Visitor, method: string, headers: Record<string, string> = { origin: base }) =>
		ask(path, who, { method, headers: { 'content-type': 'application/json', ...headers } });

	/** The secrets a body shows that it may not. */
	const leaksIn = (body: string, may: readonly (keyof Secrets)[] = []) =>
		(Object.keys(planted.secrets) as (keyof Secrets)[]).filter((name) => !may.includes(name) && holds(body, name));

	/** The buried texts a body shows that it may not. */
	const buriedIn = (body: string, may: readonly (keyof Buried)[] = []) =>
		(Object.keys(buriedTexts) as (keyof Buried)[]).filter(
			(name) => !may.includes(name) && body.includes(buriedTexts[name])
		);

	// Numbers are found however they are hyphenated, and whatever comes before the area code's nought.
	function holds(body: string, name: keyof Secrets): boolean {
		const text = planted.secrets[name];
		if (name !== 'registration' && name !== 'phone') return body.includes(text);
		return body.replace(/(?<=\d)[- ](?=\d)/g, '').includes(text.replace(/-/g, '').replace(/^0/, ''));
	}

	const pathOf = (route: string, other: Record<string, string> = {}) => doorPath(planted, route, other);

	return { ask, post, shown, sendJson, leaksIn, buriedIn, holds, pathOf };
}

/** Where a door is, in the sample's reviewed call; `other` puts other things into its address. */
export function doorPath(planted: Planted, route: string, other: Record<string, string> = {}): string {
	const ids: Record<string, string> = {
		...{
			call: 'busan-2026',
			tour: 'tessellane-tour',
			draw: planted.drawSlug,
			stop: route.includes('/record') ? 'dubai' : 'busan',
			session: 'busan-talk'
		},
		file: route.startsWith('/briefings') ? planted.briefed : planted.file,
		...{ import: planted.import, erasure: planted.erasure },
		application: route.startsWith('/reviews') ? planted.assigned : planted.application,
		reviewer: planted.reviewer,
		token: tokenFor(planted, route),
		...{ invitation: planted.invitationId, letter: planted.letter },
		...{ code: planted.code, picture: planted.picture, webhook: planted.webhook },
		...{ meeting: planted.registered, survey: planted.followup },
		...{ what: 'info', organizer: 'busan', event: 'busan-talk', list: 'orders', doc: 'draw' },
		kind: planted.registered, // no id of any kind of place
		...(route.includes('/transcript/') ? { file: 'busan-talk.vtt' } : {}), // no transcript of this is public
		...other
	};
	return route.replace(/\[(\w+)\]/g, (_, name: string) => ids[name]!);
}

function tokenFor(planted: Planted, route: string): string {
	const kinds = ['mine', 'projector', 'interpreter'] as const;
	const kind = kinds.find((one) => route.startsWith(`/sessions/[session]/${one}/`));
	if (kind) return planted[kind];
	if (route.startsWith('/attendees')) return planted.attendee;
	if (route.startsWith('/tickets')) return planted.ticket;
	if (route.startsWith('/followups')) return planted.followup;
	if (route.startsWith('/registrations')) return planted.registered;
	return route.startsWith('/invitations') ? planted.invitation : planted.token;
}

// A stream does not end: what it says first is enough.
async function firstOf(answer: Response): Promise<string> {
	const reader = answer.body?.getReader();
	const first = await reader?.read();
	await reader?.cancel();
	return new TextDecoder().decode(first?.value);
}

/** Runs `work` for all, eight at a time, and gathers what it finds wrong. */
export async function gather<T>(list: Iterable<T>, work: (one: T) => Promise<string[]>): Promise<string[]> {
	const found: string[] = [];
	const queue = [...list].values();
	const hand = async () => {
		for (const one of queue) found.push(...(await work(one)));
	};
	await Promise.all(Array.from({ length: 8 }, hand));
	return found.sort();
}

/** A door is closed when it answers that nothing is there, or leads to the sign-in; data, when no node below the root has any. */
export function isClosed({ status, headers, body }: Answer): boolean {
	if ([401, 403, 404, 405].includes(status)) return true;
	if (status === 303) return headers.get('location')?.startsWith('/sign-in') ?? false;
	if (!headers.get('content-type')?.includes('json') || !/^\{"type":"(data|redirect)"/.test(body)) return false;
	const told = JSON.parse(body.split('\n')[0]!) as { location?: string; nodes?: ({ type: string } | null)[] };
	if (told.location) return told.location.startsWith('/sign-in');
	return told.nodes!.slice(1).every((node) => node?.type !== 'data');
}
