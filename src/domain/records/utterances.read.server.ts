import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { sessionNotFound } from '#domain/programme/rules.ts';
import { segmentsOf } from '#domain/programme/read.server.ts';
import type { Spoken } from './cues.rules.ts';

const lastFact = sql<{ fact: string; at: string } | null>`(
	select json_build_object('fact', fact, 'at', at) from transcript_facts
	where transcript_facts.session_id = sessions.id order by id desc limit 1)`;

/** The sessions of a stop with how much of each is written down, its recording, and whether the public may read it. */
export async function transcriptsOf(db: Reader, stopId: string) {
	const rows = await db
		.selectFrom('sessions')
		.leftJoin('recordings', 'recordings.session_id', 'sessions.id')
		.select(['sessions.id', 'slug', 'title', 'sessions.starts_at', 'url'])
		.select(({ selectFrom }) =>
			selectFrom('utterances')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.whereRef('utterances.session_id', '=', 'sessions.id')
				.where('removed_at', 'is', null)
				.as('count')
		)
		.select(lastFact.as('fact'))
		.where('stop_id', '=', stopId)
		.where('cancelled_at', 'is', null)
		.orderBy('sessions.starts_at')
		.execute();
	return rows.map(({ fact, count, ...row }) => ({
		...row,
		count: count ?? 0,
		isPublished: fact?.fact === 'published'
	}));
}

/** One session of a stop with what places words in it. Refuses another stop's as not there. */
export async function sessionOfStop(db: Reader, stopId: string, slug: string) {
	const row = await db
		.selectFrom('sessions')
		.innerJoin('session_beginnings', 'session_beginnings.session_id', 'sessions.id')
		.leftJoin('recordings', 'recordings.session_id', 'sessions.id')
		.select(['sessions.id', 'slug', 'title', 'begun_at', 'url', 'recordings.starts_at as recorded_from'])
		.select(lastFact.as('fact'))
		.where('sessions.stop_id', '=', stopId)
		.where('slug', '=', slug)
		.executeTakeFirst();
	if (!row) throw sessionNotFound();
	const { fact, ...session } = row;
	const segments = await segmentsOf(db, [session.id]);
	return { ...session, segments, publishedAt: fact?.fact === 'published' ? new Date(fact.at) : null };
}

export type SessionSaid = Awaited<ReturnType<typeof sessionOfStop>>;

/** What was said in a session, in order. */
export function utterancesOf(db: Reader, sessionId: string) {
	return db
		.selectFrom('utterances')
		.leftJoin('speakers', 'speakers.id', 'utterances.speaker_id')
		.select(['utterances.id', 'segment_id', 'speaker_id', 'speaker_name', 'speakers.name as speaker'])
		.select(['starts_ms', 'ends_ms', 'text', 'translation'])
		.select(sql<Locale>`locale`.as('locale'))
		.select(({ selectFrom }) =>
			selectFrom('utterance_edits')
				.select((eb) => eb.fn.countAll<number>().as('count'))
				.whereRef('utterance_id', '=', 'utterances.id')
				.as('edits')
		)
		.where('session_id', '=', sessionId)
		.where('removed_at', 'is', null)
		.orderBy('starts_ms')
		.orderBy('utterances.id')
		.execute();
}

export type Utterance = Awaited<ReturnType<typeof utterancesOf>>[number];

/**
 * What the public may read of what was said at a stop: of the sessions its newest release tells whole and whose
 * transcript the host has published. Words that a speaker has been asked about and that are not public as a quote are
 * held back, here and in every file.
 */
export async function publicTranscripts(db: Reader, stopId: string, at: Date) {
	const sessions = await db
		.selectFrom('sessions')
		.innerJoin('open_sessions', 'open_sessions.session_id', 'sessions.id')
		.innerJoin('session_beginnings', 'session_beginnings.session_id', 'sessions.id')
		.leftJoin('recordings', 'recordings.session_id', 'sessions.id')
		.select([
			'sessions.id',
			'slug',
			'title',
			'session_beginnings.begun_at',
			'url',
			'recordings.starts_at as recorded_from'
		])
		.select(lastFact.as('fact'))
		.where('sessions.stop_id', '=', stopId)
		.where(sql<string>`${lastFact} ->> 'fact'`, '=', 'published')
		.orderBy('sessions.starts_at')
		.execute();
	if (sessions.length === 0) return [];
	const ids = sessions.map(({ id }) => id);
	const [segments, said] = await Promise.all([segmentsOf(db, ids), publicUtterances(db, ids, at)]);
	return sessions.map(({ fact, ...session }) => ({
		...{ ...session, publishedAt: new Date(fact!.at) },
		segments: segments.filter(({ session_id }) => session_id === session.id).map(({ id, title }) => ({ id, title })),
		utterances: said.filter(({ session_id }) => session_id === session.id)
	}));
}

export type PublicTranscript = Awaited<ReturnType<typeof publicTranscripts>>[number];

function publicUtterances(db: Reader, sessionIds: string[], at: Date) {
	// By the words too: a file brought in again may have put them under another moment.
	const isHeld = sql<boolean>`exists (
		select from quote_states
		where quote_states.session_id = utterances.session_id
			and (quote_states.utterance_id = utterances.id or exists (
				select from quote_versions where quote_versions.quote_id = quote_states.id
					and (strpos(utterances.text, quote_versions.text) > 0 or strpos(utterances.translation, quote_versions.text) > 0)))
			and not (answer is not distinct from 'approved' and withdrawn_at is null
				and (embargo_until is null or embargo_until <= ${at})))`;
	return db
		.selectFrom('utterances')
		.leftJoin('speakers', 'speakers.id', 'utterances.speaker_id')
		.select(['utterances.id', 'session_id', 'segment_id', 'speaker_name', 'speakers.name as speaker'])
		.select(['starts_ms', 'ends_ms', isHeld.as('isHeld')])
		.select(sql<string>`case when ${isHeld} then '' else utterances.text end`.as('text'))
		.select(sql<string>`case when ${isHeld} then '' else utterances.translation end`.as('translation'))
		.select(sql<Locale>`locale`.as('locale'))
		.where((eb) => eb('session_id', '=', eb.fn.any(eb.val(sessionIds))))
		.where('removed_at', 'is', null)
		.orderBy('starts_ms')
		.orderBy('utterances.id')
		.execute();
}

export type PublicUtterance = PublicTranscript['utterances'][number];

/** Utterances as they go out into a file: with names in a language; in `translated`, in the other language. */
export function spokenOf(
	all: {
		starts_ms: number;
		ends_ms: number | null;
		speaker: Words | null;
		speaker_name: string;
		text: string;
		translation: string;
		locale: Locale;
	}[],
	locale: Locale | null
): Spoken[] {
	return all
		.map((one) => ({
			...{ fromMs: one.starts_ms, toMs: one.ends_ms },
			name: one.speaker ? inWords(one.speaker, locale ?? one.locale) : one.speaker_name,
			text: locale && locale !== one.locale ? one.translation || one.text : one.text
		}))
		.filter(({ text }) => text !== '');
}
