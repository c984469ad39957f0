import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import { instantIn } from '#lib/instants.ts';
import { note } from '#domain/journal/write.server.ts';
import type { HostOrganiser } from '#domain/people/rules.ts';
import { stopNotFound, type Stop } from '#domain/tours/rules.ts';
import type { ArticleForm, PublishForm } from './article.form.ts';
import { versionNumbered } from './article.read.server.ts';
import {
	checkWhole,
	editionWaits,
	isSameArticle,
	keepEveryMs,
	newerRecord,
	nothingChanged,
	recordBegun,
	recordNotFound,
	tooLateToRecall,
	type Article
} from './article.rules.ts';

type InStop<T> = { stopId: string } & T;
type Saved = { version: number; savedAt: Date };

async function hostedStop(tx: Tx, who: HostOrganiser, stopId: string): Promise<Stop> {
	return tx
		.selectFrom('stops')
		.selectAll()
		.where('id', '=', stopId)
		.where('host_id', '=', who.hostId)
		.executeTakeFirstOrThrow(stopNotFound);
}

/** Begins a stop's record with an article. Refuses a second time, and another host's stop as not there. */
export function beginRecord(
	db: Db,
	who: HostOrganiser,
	{ stopId, article }: InStop<{ article: Article }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await hostedStop(tx, who, stopId);
		const times = { saved_at: at, saved_by: who.personId, begun_at: at, begun_by: who.personId };
		const { numInsertedOrUpdatedRows } = await tx
			.insertInto('records')
			.values({ stop_id: stopId, content: article, version: 1, ...times })
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirstOrThrow();
		if (!numInsertedOrUpdatedRows) throw recordBegun();
		await note(tx, { at, by: who.personId, callId: null, verb: 'record.begun', about: stopId });
	});
}

// Saves and publications of one record are one after the other.
async function heldRecord(tx: Tx, who: HostOrganiser, stopId: string) {
	const stop = await hostedStop(tx, who, stopId);
	const record = await tx
		.selectFrom('records')
		.selectAll()
		.where('stop_id', '=', stopId)
		.forUpdate()
		.executeTakeFirstOrThrow(recordNotFound);
	return { stop, record };
}

type Held = Awaited<ReturnType<typeof heldRecord>>['record'];

/**
 * Leaves the article as it is typed now. What somebody else had written, or what stood there for a while, is kept first.
 * Refuses to write over what was saved since `version`.
 */
export function saveRecord(
	db: Db,
	who: HostOrganiser,
	{ stopId, form: { version, ...article } }: InStop<{ form: ArticleForm }>,
	at: Date
): Promise<Saved> {
	return together(db, async (tx) => {
		const { record } = await heldRecord(tx, who, stopId);
		if (record.version !== version) throw newerRecord();
		if (isSameArticle(record.content, article)) return { version, savedAt: record.saved_at };
		await checkPicture(tx, stopId, article.picture.id);
		const last = await lastKept(tx, stopId);
		const isDue = at.getTime() - (last?.kept_at ?? record.begun_at).getTime() > keepEveryMs;
		if (isDue || record.saved_by !== who.personId) await keepVersion(tx, record, at);
		return leave(tx, who, { stopId, article, version: version + 1 }, at);
	});
}

async function checkPicture(tx: Tx, stopId: string, id: string | null): Promise<void> {
	if (id === null) return;
	const found = await tx
		.selectFrom('record_pictures')
		.select('id')
		.where('id', '=', id)
		.where('stop_id', '=', stopId)
		.executeTakeFirst();
	if (!found) throw fieldsRefused({ 'picture.id': 'lib.not-a-choice' });
}

const lastKept = (tx: Tx, stopId: string) =>
	tx
		.selectFrom('record_versions')
		.select(['number', 'content', 'kept_at'])
		.where('stop_id', '=', stopId)
		.orderBy('number', 'desc')
		.limit(1)
		.executeTakeFirst();

/** Keeps the article as it stands, once: the same words twice are one version. Answers with its number. */
async function keepVersion(tx: Tx, record: Held, at: Date): Promise<number> {
	const last = await lastKept(tx, record.stop_id);
	if (last && isSameArticle(last.content, record.content)) return last.number;
	const number = (last?.number ?? 0) + 1;
	const written = { written_at: record.saved_at, written_by: record.saved_by, kept_at: at };
	await tx
		.insertInto('record_versions')
		.values({ stop_id: record.stop_id, number, content: record.content, ...written })
		.execute();
	const detail = { version: number };
	await note(tx, { at, by: record.saved_by, callId: null, verb: 'record.kept', about: record.stop_id, detail });
	return number;
}

async function leave(
	tx: Tx,
	who: HostOrganiser,
	{ stopId, article, version }: InStop<{ article: Article; version: number }>,
	at: Date
): Promise<Saved> {
	await tx
		.updateTable('records')
		.set({ content: article, version, saved_at: at, saved_by: who.personId })
		.where('stop_id', '=', stopId)
		.execute();
	return { version, savedAt: at };
}

/** Takes up an earlier version to write on from it; what stands now is kept. Refuses what somebody else has changed since. */
export function takeUpVersion(
	db: Db,
	who: HostOrganiser,
	{ stopId, number, version }: InStop<{ number: number; version: number }>,
	at: Date
): Promise<Saved> {
	return together(db, async (tx) => {
		const { record } = await heldRecord(tx, who, stopId);
		if (record.version !== version) throw newerRecord();
		const { content } = await versionNumbered(reading(tx), stopId, number);
		await keepVersion(tx, record, at);
		const detail = { version: number };
		await note(tx, { at, by: who.personId, callId: null, verb: 'record.taken-up', about: stopId, detail });
		return leave(tx, who, { stopId, article: content, version: version + 1 }, at);
	});
}

/**
 * Makes the article as it stands an edition that is public from an instant on, at once where none is named. Refuses one
 * that lacks something in either language, a correction without a reason or without a change, what somebody else has
 * changed since, and while another edition still waits for its instant.
 */
export function publishRecord(
	db: Db,
	who: HostOrganiser,
	{ stopId, form }: InStop<{ form: PublishForm }>,
	at: Date
): Promise<number> {
	return together(db, async (tx) => {
		const { stop, record } = await heldRecord(tx, who, stopId);
		if (record.version !== form.version) throw newerRecord();
		checkWhole(record.content);
		const public_from = form.from ? momentAhead(stop, form.from, at) : at;
		const before = await tx
			.selectFrom('record_editions')
			.select(['edition', 'number', 'public_from', 'recalled_at'])
			.where('stop_id', '=', stopId)
			.orderBy('edition', 'desc')
			.execute();
		const standing = before.filter(({ recalled_at }) => recalled_at === null);
		if (standing.some((one) => one.public_from > at)) throw editionWaits();
		const number = await keepVersion(tx, record, at);
		if (standing[0]?.number === number) throw nothingChanged();
		if (standing.length > 0) checkReason(form.reason);
		const edition = (before[0]?.edition ?? 0) + 1;
		const reason = standing.length > 0 ? form.reason : null;
		const published = { published_at: at, published_by: who.personId };
		await tx
			.insertInto('record_editions')
			.values({ stop_id: stopId, edition, number, public_from, reason, ...published })
			.execute();
		const detail = { edition, from: public_from.toISOString() };
		await note(tx, { at, by: who.personId, callId: null, verb: 'record.published', about: stopId, detail });
		return edition;
	});
}

function momentAhead({ time_zone }: Stop, { day, time }: { day: string; time: string }, at: Date): Date {
	const moment = instantIn(time_zone, day, time);
	if (!moment) throw fieldsRefused({ 'from.time': 'calls.no-such-time' });
	if (moment <= at) throw fieldsRefused({ 'from.day': 'records.already-past' });
	return moment;
}

function checkReason(reason: PublishForm['reason']): void {
	const missing = (['ko', 'en'] as const).filter((locale) => !reason?.[locale]);
	const fields = missing.map((locale) => [`reason.${locale}`, 'lib.required']);
	if (fields.length > 0) throw fieldsRefused(Object.fromEntries(fields));
}

/** Calls an edition back before anybody could read it. Refuses once it is public, and a second time. */
export function recallEdition(
	db: Db,
	who: HostOrganiser,
	{ stopId, edition }: InStop<{ edition: number }>,
	at: Date
): Promise<void> {
	return together(db, async (tx) => {
		await heldRecord(tx, who, stopId);
		const { numUpdatedRows } = await tx
			.updateTable('record_editions')
			.set({ recalled_at: at })
			.where('stop_id', '=', stopId)
			.where('edition', '=', edition)
			.where('recalled_at', 'is', null)
			.where('public_from', '>', at)
			.executeTakeFirst();
		if (numUpdatedRows === 0n) throw tooLateToRecall();
		await note(tx, {
			...{ at, by: who.personId, callId: null, verb: 'record.recalled', about: stopId },
			detail: { edition }
		});
	});
}
