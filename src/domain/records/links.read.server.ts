import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import { linkDays, mostReminders, quoteLinkNotFound, quoteState, remindAfterDays } from './quotes.rules.ts';

/** What a speaker's link opens: whose words, at which stop, and whether it still does. An unknown one opens nothing. */
export async function quoteLink(db: Reader, token: string) {
	const link = await db
		.selectFrom('quote_links')
		.innerJoin('speakers', 'speakers.id', 'quote_links.speaker_id')
		.innerJoin('stops', 'stops.id', 'speakers.stop_id')
		.select(['quote_links.id', 'speaker_id', 'quote_links.locale', 'expires_at', 'ended_at', 'speakers.name'])
		.select(['stops.id as stop_id', 'stops.slug', 'stops.city', 'stops.time_zone as zone'])
		.where('token_hash', '=', hashed(token))
		.executeTakeFirst();
	if (!link) throw quoteLinkNotFound();
	return link;
}

export type QuoteLink = Awaited<ReturnType<typeof quoteLink>>;

/** Whether a link still opens its quotes. */
export const isLinkOver = ({ ended_at, expires_at }: Pick<QuoteLink, 'ended_at' | 'expires_at'>, at: Date) =>
	ended_at !== null || expires_at <= at;

/** A speaker's own quotes with what was said around each; of what the host withdrew only that it is. */
export async function ownQuotes(db: Reader, speakerId: string) {
	const rows = await db
		.selectFrom('quote_states')
		.leftJoin('sessions', 'sessions.id', 'quote_states.session_id')
		.leftJoin('segments', 'segments.id', 'quote_states.segment_id')
		.select(['quote_states.id', 'text', 'translation', 'locale', 'said_at', 'version', 'reason', 'answer', 'note'])
		.select(['answered_at', 'embargo_until', 'withdrawn_at', 'withdrawn_because', 'utterance_id'])
		.select(['sessions.title as sessionTitle', 'segments.title as segmentTitle'])
		.where('quote_states.speaker_id', '=', speakerId)
		.orderBy('said_at')
		.orderBy('quote_states.id')
		.execute();
	const around = await Promise.all(rows.map(({ utterance_id }) => contextOf(db, utterance_id)));
	return rows.map((row, nth) => ({ ...row, state: quoteState(row), around: around[nth]! }));
}

export type OwnQuote = Awaited<ReturnType<typeof ownQuotes>>[number];

/** An utterance with the one before and the one after it. */
async function contextOf(db: Reader, utteranceId: string | null) {
	if (!utteranceId || !isId(utteranceId)) return [];
	const { session_id, starts_ms } = await db
		.selectFrom('utterances')
		.select(['session_id', 'starts_ms'])
		.where('id', '=', utteranceId)
		.executeTakeFirstOrThrow();
	const near = (is: '<=' | '>', order: 'asc' | 'desc', most: number) =>
		db
			.selectFrom('utterances')
			.leftJoin('speakers', 'speakers.id', 'utterances.speaker_id')
			.select(['utterances.id', 'text', 'locale', 'starts_ms', 'speaker_name', 'speakers.name as speaker'])
			.where('session_id', '=', session_id)
			.where('removed_at', 'is', null)
			.where('starts_ms', is, starts_ms)
			.orderBy('starts_ms', order)
			.limit(most)
			.execute();
	const [before, after] = await Promise.all([near('<=', 'desc', 2), near('>', 'asc', 1)]);
	return [...before.reverse(), ...after].map((one) => ({ ...one, isQuoted: one.id === utteranceId }));
}

const dayMs = 86_400_000;

/** Live links whose holder has left quotes without an answer for days, and was not reminded too often. */
export async function linksToRemind(db: Reader, at: Date): Promise<string[]> {
	const ago = (days: number) => new Date(at.getTime() - days * dayMs);
	const rows = await db
		.selectFrom('quote_links')
		.select('quote_links.id')
		.where('ended_at', 'is', null)
		.where('quote_links.made_at', '<=', ago(remindAfterDays))
		.where('expires_at', '>', at)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('quote_states')
					.select('quote_states.id')
					.whereRef('quote_states.speaker_id', '=', 'quote_links.speaker_id')
					.where('answer', 'is', null)
					.where('withdrawn_at', 'is', null)
			)
		)
		.where(
			({ selectFrom, fn }) =>
				selectFrom('quote_links as reminded')
					.select(fn.countAll<number>().as('count'))
					.whereRef('reminded.speaker_id', '=', 'quote_links.speaker_id')
					.where('reminded.made_by', 'is', null)
					.where('reminded.made_at', '>', ago(linkDays)),
			'<',
			mostReminders
		)
		.execute();
	return rows.map(({ id }) => id);
}
