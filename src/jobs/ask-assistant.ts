import { answerShape } from '#domain/assistant/pieces.rules.ts';
import { promptFor } from '#domain/assistant/prompts.rules.ts';
import { most } from '#domain/assistant/rules.ts';
import { answerDraft, countLetters, missDraft, sendDraft, type Sent } from '#domain/assistant/write.server.ts';
import { instant } from '#lib/clock.server.ts';
import type { Db } from '#lib/db.server.ts';
import { askModel, ModelFailed, type ModelServer } from '#lib/model.server.ts';
import { assistant } from '#lib/settings.server.ts';
import { writeFault } from '#lib/fault.server.ts';

type Working = { now: () => Date; ending: AbortSignal };

/** Asks the assistant for drafts that are due, one after another; a draft that is being asked for when the process ends is asked for again. */
export async function askAssistant(db: Db, _: Date, ending: AbortSignal): Promise<void> {
	if (!assistant) return;
	while (!ending.aborted && (await workOnce(db, assistant, { now: instant, ending })));
}

/** Asks for one draft and leaves what came of it. Answers whether there was one. */
export async function workOnce(
	db: Db,
	server: ModelServer & { atOnce: number },
	{ now, ending }: Working
): Promise<boolean> {
	const sent = await sendDraft(db, server, now());
	if (sent === null || sent === 'ended') return sent !== null;
	try {
		const answer = await answerTo(db, server, { sent, ending });
		await answerDraft(db, sent, answer, now());
	} catch (fault) {
		const missed = fault instanceof ModelFailed ? fault : { fault: 'ended' as const, retryAfterS: null };
		if (missed.fault === 'ended' && !ending.aborted) throw fault;
		await missDraft(db, sent, missed, now());
	}
	return true;
}

async function answerTo(
	db: Db,
	server: ModelServer,
	{ sent, ending }: { sent: Sent; ending: AbortSignal }
): Promise<string> {
	const ask = { ...promptFor(sent.use, sent.locale, sent.passages), shape: answerShape, bytesMost: most.bytes };
	// What has come is shown as fast as the store takes it, and no faster.
	let showing: Promise<void> | undefined;
	const onLetters = (count: number) => {
		showing ??= countLetters(db, sent, count)
			.catch((fault: unknown) => writeFault({ job: 'ask-assistant', draft: sent.id }, fault))
			.finally(() => (showing = undefined));
	};
	try {
		return await askModel(server, ask, { stop: ending, onLetters });
	} finally {
		await showing;
	}
}
