// What was said at the cast's stop, and who was asked about it.
import { sendQuoteLink } from '#domain/records/answers.write.server.ts';
import { LinkForm, QuoteForm } from '#domain/records/quotes.form.ts';
import { makeQuote } from '#domain/records/quotes.write.server.ts';
import type { Db } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { letters, noon, type Scene } from './cast.ts';
import type { setStage } from './programme.ts';

type Stage = Awaited<ReturnType<typeof setStage>>;

/** One thing the stage's speaker said. */
export async function saidAt(
	db: Db,
	{ session, speaker }: Stage,
	more: { starts_ms: number; text: string; translation?: string }
): Promise<string> {
	const { id } = await db
		.insertInto('utterances')
		.values({ session_id: session.id, speaker_id: speaker, locale: 'en', ...more })
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}

/** The token of a speaker's live link, out of the letter that carries it. */
export async function tokenOf(db: Db, speaker: string): Promise<string> {
	const link = await db
		.selectFrom('quote_links')
		.select('token_hash')
		.where('speaker_id', '=', speaker)
		.where('ended_at', 'is', null)
		.executeTakeFirstOrThrow();
	const tokens = (await letters(db)).map(({ body }) => /\/quotes\/([\w-]+)/.exec(body)?.[1] ?? '');
	return tokens.find((token) => hashed(token).equals(link.token_hash))!;
}

/** A quote of the stage's speaker, and the link they were sent about it. */
export async function asked(world: Scene, stage: Stage, more: Record<string, string> = {}) {
	const { db } = world;
	const { stopId, who, speaker, session } = stage;
	const form = QuoteForm.parse({
		...{ locale: 'en', text: 'We will open the lab', translation: '연구실을 엽니다', speaker, place: session.id },
		...{ 'said.day': '2026-12-10', 'said.time': '09:10', ...more }
	});
	const id = await makeQuote(db, who, { stopId, form }, noon);
	const to = LinkForm.parse({ speaker, email: 'office@speaker.example', locale: 'en' });
	await sendQuoteLink(db, who, { stopId, form: to }, noon);
	return { id, token: await tokenOf(db, speaker) };
}
