import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import type { Quote } from './parts.rules.ts';
import { quoteState, shownVersions } from './quotes.rules.ts';

const states = (db: Reader, stopId: string) =>
	db
		.selectFrom('quote_states')
		.innerJoin('speakers', 'speakers.id', 'quote_states.speaker_id')
		.leftJoin('sessions', 'sessions.id', 'quote_states.session_id')
		.leftJoin('segments', 'segments.id', 'quote_states.segment_id')
		.where('quote_states.stop_id', '=', stopId);

/**
 * The quotes of a stop that the public may read at an instant: the last version approved, not withdrawn, the embargo
 * over, and from a session the public may know of. What they were told before, and what was taken back, comes with it.
 */
export async function publicQuotes(db: Reader, stopId: string, at: Date): Promise<Quote[]> {
	const rows = await states(db, stopId)
		.select(['quote_states.id', 'speakers.name as speaker', 'speakers.title as speakerTitle', 'locale', 'said_at'])
		.select(['text', 'translation', 'version', 'answered_at', 'quote_states.utterance_id', 'sessions.slug as session'])
		.select(['sessions.title as sessionTitle', 'segments.title as segmentTitle'])
		.where('answer', '=', 'approved')
		.where('withdrawn_at', 'is', null)
		.where((eb) => eb.or([eb('embargo_until', 'is', null), eb('embargo_until', '<=', at)]))
		.where(isOpen)
		.orderBy('said_at')
		.orderBy('quote_states.id')
		.execute();
	return rows.map(({ answered_at, ...row }) => ({
		...row,
		locale: row.locale as 'ko' | 'en',
		approved_at: answered_at!
	}));
}

const isOpen = sql<boolean>`(quote_states.session_id is null or exists (
	select from open_sessions where open_sessions.session_id = quote_states.session_id))`;

/** Every version of these quotes that was once before the public, oldest first. */
export async function shownHistory(db: Reader, ids: string[], at: Date) {
	if (ids.length === 0) return new Map<string, ShownVersion[]>();
	const rows = await db
		.selectFrom('quote_versions')
		.innerJoin('quotes', 'quotes.id', 'quote_versions.quote_id')
		.leftJoin('quote_answers', (join) =>
			join
				.onRef('quote_answers.quote_id', '=', 'quote_versions.quote_id')
				.onRef('quote_answers.version', '=', 'quote_versions.version')
		)
		.select(['quote_versions.quote_id', 'quote_versions.version', 'text', 'translation', 'reason', 'written_at'])
		.select(['answer', 'answered_at', 'embargo_until'])
		.select((eb) => eb('written_by', 'is', null).as('isOwn'))
		.where((eb) => eb('quote_versions.quote_id', '=', eb.fn.any(eb.val(ids))))
		.execute();
	return new Map(
		ids.map((id) => [
			id,
			shownVersions(
				rows.filter((row) => row.quote_id === id),
				at
			).map(({ version, text, translation, reason, answered_at, isOwn }) => ({
				...{ version, text, translation, reason, approved_at: answered_at!, isOwn: Boolean(isOwn) }
			}))
		])
	);
}

export type ShownVersion = {
	version: number;
	text: string;
	translation: string;
	reason: string;
	approved_at: Date;
	isOwn: boolean;
};

/** Quotes the public has read and that were taken back since: who had said something, and when; not a word of it. */
export async function takenBack(db: Reader, stopId: string) {
	const rows = await states(db, stopId)
		.select([
			'quote_states.id',
			'speakers.name as speaker',
			'speakers.title as speakerTitle',
			'said_at',
			'withdrawn_at'
		])
		.select(['withdrawn_by', 'sessions.title as sessionTitle'])
		.where('withdrawn_at', 'is not', null)
		.where(isOpen)
		.orderBy('said_at')
		.execute();
	const shown = await Promise.all(
		rows.map(async ({ id, withdrawn_at }) => (await shownHistory(db, [id], withdrawn_at!)).get(id)!.length > 0)
	);
	return rows
		.filter((_, nth) => shown[nth])
		.map(({ withdrawn_by, withdrawn_at, ...row }) => ({
			...{ ...row, withdrawn_at: withdrawn_at!, bySpeaker: withdrawn_by === null }
		}));
}

/** All quotes of a stop with where each stands, for its desk; the utterance's words beside each. */
export async function quotesOfStop(db: Reader, stopId: string) {
	const rows = await states(db, stopId)
		.leftJoin('utterances', 'utterances.id', 'quote_states.utterance_id')
		.select([
			'quote_states.id',
			'quote_states.speaker_id',
			'speakers.name as speaker',
			'quote_states.locale',
			'said_at'
		])
		.select(['quote_states.text', 'quote_states.translation', 'version', 'reason', 'written_at', 'answer', 'note'])
		.select([
			'answered_at',
			'embargo_until',
			'withdrawn_at',
			'withdrawn_because',
			'withdrawn_by',
			'utterances.text as utterance'
		])
		.select(['sessions.title as sessionTitle', 'segments.title as segmentTitle'])
		.select((eb) => eb('written_by', 'is', null).as('isOwn'))
		.orderBy('said_at')
		.orderBy('quote_states.id')
		.execute();
	return rows.map((row) => ({ ...row, isOwn: Boolean(row.isOwn), state: quoteState(row) }));
}

export type DeskQuote = Awaited<ReturnType<typeof quotesOfStop>>[number];

/** Each speaker's live link at a stop, newest first: where it went and until when it is good. */
export function linksOfStop(db: Reader, stopId: string) {
	return db
		.selectFrom('quote_links')
		.innerJoin('speakers', 'speakers.id', 'quote_links.speaker_id')
		.select(['quote_links.speaker_id', 'email', 'quote_links.locale', 'quote_links.made_at', 'expires_at'])
		.where('speakers.stop_id', '=', stopId)
		.where('ended_at', 'is', null)
		.execute();
}

/** Where at a stop something can have been said: each session, and each segment of it, in order. */
export async function placesOf(db: Reader, stopId: string) {
	const sessions = await db
		.selectFrom('sessions')
		.select(['id', 'title'])
		.where('stop_id', '=', stopId)
		.orderBy('starts_at')
		.execute();
	const segments = await db
		.selectFrom('segments')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select(['segments.id', 'session_id', 'segments.title'])
		.where('stop_id', '=', stopId)
		.orderBy('segments.position')
		.execute();
	return sessions.flatMap(({ id, title: session }) => [
		{ id, session_id: id, segment_id: null, session, segment: null },
		...segments
			.filter(({ session_id }) => session_id === id)
			.map((one) => ({ id: one.id, session_id: id, segment_id: one.id, session, segment: one.title }))
	]);
}
