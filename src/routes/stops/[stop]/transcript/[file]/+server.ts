import { asSrt, asText, asVtt } from '#domain/records/cues.rules.ts';
import { publicTranscripts, spokenOf } from '#domain/records/utterances.read.server.ts';
import { sessionNotFound } from '#domain/programme/rules.ts';
import { stopBySlug } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { feedResponse } from '#lib/feed.server.ts';
import type { Locale } from '#lib/words.ts';

const kinds = {
	vtt: [asVtt, 'text/vtt; charset=utf-8'],
	srt: [asSrt, 'application/x-subrip; charset=utf-8'],
	txt: [asText, 'text/plain; charset=utf-8']
} as const;

/** A session's transcript as a file, as it was said; with `?in=ko` or `?in=en` in one language. */
export async function GET({ params, url, locals: { db, arrivedAt } }) {
	const stop = await stopBySlug(reading(db), params.stop);
	const [, slug, kind] = /^(.+)\.(vtt|srt|txt|json)$/.exec(params.file) ?? [];
	const session = (await publicTranscripts(reading(db), stop.id, arrivedAt)).find((one) => one.slug === slug);
	if (!session || !kind) throw sessionNotFound();
	const asked = url.searchParams.get('in');
	const locale = asked === 'ko' || asked === 'en' ? (asked as Locale) : null;
	if (kind === 'json') {
		const { id: _, ...told } = session;
		return feedResponse(JSON.stringify(told), 'application/json; charset=utf-8', params.file);
	}
	const [write, type] = kinds[kind as keyof typeof kinds];
	return feedResponse(write(spokenOf(session.utterances, locale)), type, params.file);
}
