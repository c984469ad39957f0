import { sql } from 'kysely';
import type { DraftPiece, DraftSource } from '#db/kinds.ts';
import type { HostOrganiser, SignedIn } from '#domain/people/rules.ts';
import type { Reader } from '#lib/db.server.ts';
import { Refusal } from '#lib/refusal.ts';
import { hashed } from '#lib/secret.server.ts';
import { assistant } from '#lib/settings.server.ts';
import type { Locale } from '#lib/words.ts';
import {
	assistantOff,
	draftNotFound,
	draftState,
	subjectOf,
	useOf,
	type Failure,
	type Subject,
	type Use
} from './rules.ts';
import { passagesOf } from './sources.read.server.ts';

/** The server that the settings name. Refuses, as if nothing were there, where they name none. */
export function serverInUse() {
	if (!assistant) throw assistantOff();
	return assistant;
}

/** What a host lets this server be used for now: nothing until it says so, and nothing of another server. */
export async function usesOf(db: Reader, hostId: string | null, server: { url: string } | null): Promise<Use[]> {
	if (!server || !hostId) return [];
	const newest = await newestSwitch(db, hostId);
	return newest?.server === server.url ? (newest.uses as Use[]) : [];
}

/** What a host said last of the assistant, when, and who. */
export function newestSwitch(db: Reader, hostId: string) {
	return db
		.selectFrom('assistant_switches')
		.innerJoin('people', 'people.id', 'set_by')
		.select(['uses', 'server', 'set_at', 'people.name as setByName'])
		.where('host_id', '=', hostId)
		.orderBy('assistant_switches.id', 'desc')
		.limit(1)
		.executeTakeFirst();
}

/** The host a subject is of, the call it is in, and what the journal calls it by. */
export async function placeOf(db: Reader, subject: Subject) {
	if (subject.of === 'proposal') {
		const { host_id, id } = await db
			.selectFrom('applications')
			.innerJoin('calls', 'calls.id', 'applications.call_id')
			.select(['calls.host_id', 'calls.id'])
			.where('applications.id', '=', subject.applicationId)
			.executeTakeFirstOrThrow(draftNotFound);
		return { hostId: host_id, callId: id, about: subject.applicationId };
	}
	if (subject.of === 'segment') {
		const { host_id, call_id } = await db
			.selectFrom('sessions')
			.innerJoin('stops', 'stops.id', 'sessions.stop_id')
			.select(['stops.host_id', 'sessions.call_id'])
			.where('sessions.id', '=', subject.sessionId)
			.executeTakeFirstOrThrow(draftNotFound);
		return { hostId: host_id, callId: call_id, about: subject.sessionId };
	}
	const { host_id } = await db
		.selectFrom('stops')
		.select('host_id')
		.where('id', '=', subject.stopId)
		.executeTakeFirstOrThrow(draftNotFound);
	return { hostId: host_id, callId: null, about: subject.stopId };
}

export const hashOf = (text: string) => hashed(text).toString('hex');

type Seeing = { by: Pick<SignedIn, 'personId'>; at: Date };
type Where = { stop: string } | { session: string } | { application: string };

/** The newest draft of each subject and language there, as it is shown: what has been put away is not there. */
export async function draftsIn(db: Reader, where: Where, seeing: Seeing): Promise<DraftView[]> {
	const column = 'stop' in where ? 'stop_id' : 'session' in where ? 'session_id' : 'application_id';
	const rows = await drafts(db)
		.distinctOn(['subject', 'locale'])
		.where(column, '=', Object.values(where)[0] as string)
		.orderBy('subject')
		.orderBy('locale')
		.orderBy('asked_at', 'desc')
		.execute();
	return Promise.all(rows.filter(({ put_away_at }) => !put_away_at).map((row) => viewOf(db, row, seeing)));
}

/** One draft as it is shown. Refuses one that is not there. */
export async function draftOf(db: Reader, id: string, seeing: Seeing): Promise<DraftView> {
	const row = await drafts(db).where('id', '=', id).where('put_away_at', 'is', null).executeTakeFirst();
	if (!row) throw draftNotFound();
	return viewOf(db, row, seeing);
}

const drafts = (db: Reader) =>
	db
		.selectFrom('assistant_drafts')
		.select([
			'id',
			'host_id',
			'subject',
			'locale',
			'stop_id',
			'session_id',
			'application_id',
			'asked_at',
			'put_away_at'
		])
		.select(['tries', 'leased_until', 'next_try_at', 'letters', 'model', 'prompt_version', 'failure', 'finished_at'])
		.select([sql<DraftPiece[] | null>`pieces`.as('pieces'), sql<DraftSource[] | null>`sources`.as('sources')]);

type Row = Awaited<ReturnType<ReturnType<typeof drafts>['execute']>>[number];

/** A piece as it is shown, with the passages it rests on as they read now, and what they are here. */
export type PieceView = { nth: number; text: string; sources: { ref: string; text: string }[] };
export type DraftView = Awaited<ReturnType<typeof viewOf>>;

// A passage that reads otherwise now, or may no longer be read, takes what rests on it out of sight.
async function viewOf(db: Reader, row: Row, { by, at }: Seeing) {
	const subject = subjectOf(row);
	const locale = row.locale as Locale;
	const now = row.pieces ? await passagesNow(db, { subject, locale, by }, at) : new Map<string, string>();
	const given = new Map((row.sources ?? []).map((source) => [source.id, source]));
	const all = (row.pieces ?? []).map(({ text, sources }, nth) => ({
		...{ nth, text },
		sources: sources.flatMap((id) => {
			const { ref, hash } = given.get(id)!;
			const words = now.get(ref);
			return words !== undefined && hashOf(words) === hash ? [{ ref, text: words }] : [];
		}),
		count: sources.length
	}));
	const pieces: PieceView[] = all
		.filter(({ sources, count }) => sources.length === count)
		.map(({ count: _, ...piece }) => piece);
	const isWhole = pieces.length === all.length && (useOf(subject) !== 'translation' || now.size === given.size);
	return {
		...{ id: row.id, hostId: row.host_id, subject, use: useOf(subject), locale, pieces, isWhole },
		...{ state: draftState(row, at), letters: row.letters, failure: row.failure as Failure | null },
		...{ tries: row.tries, nextTryAt: row.next_try_at, askedAt: row.asked_at, finishedAt: row.finished_at },
		...{ model: row.model, promptVersion: row.prompt_version, hidden: all.length - pieces.length }
	};
}

async function passagesNow(
	db: Reader,
	asked: Parameters<typeof passagesOf>[1],
	at: Date
): Promise<Map<string, string>> {
	try {
		return new Map((await passagesOf(db, asked, at)).map(({ ref, text }) => [ref, text]));
	} catch (fault) {
		// What is not there any more is shown by nobody's words.
		if (fault instanceof Refusal && fault.kind === 'unknown') return new Map();
		throw fault;
	}
}

/** What of a host went out lately, newest first: when, what for, to which server, how much of it, what came of it. */
export function sentOf(db: Reader, who: HostOrganiser) {
	return db
		.selectFrom('assistant_drafts')
		.innerJoin('people', 'people.id', 'asked_by')
		.leftJoin('applications', 'applications.id', 'application_id')
		.leftJoin('sessions', 'sessions.id', 'session_id')
		.leftJoin('stops', 'stops.id', 'assistant_drafts.stop_id')
		.select(['assistant_drafts.id', 'use', 'asked_at', 'people.name as askedByName', 'server', 'model', 'failure'])
		.select(['finished_at', 'applications.number', 'sessions.title as session', 'stops.city'])
		.select(sql<number>`coalesce(jsonb_array_length(sources), 0)`.as('passages'))
		.where('assistant_drafts.host_id', '=', who.hostId)
		.orderBy('asked_at', 'desc')
		.limit(50)
		.execute();
}
