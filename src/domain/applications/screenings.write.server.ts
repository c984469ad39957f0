import { reading, together, type Db, type Tx } from '#lib/db.server.ts';
import { inChunks } from '#lib/chunks.ts';
import { isId } from '#lib/ids.ts';
import { postAll } from '#lib/mail.server.ts';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import type { Organiser } from '#domain/people/rules.ts';
import { applicationNotFound } from './rules.ts';
import { screeningLetter } from './screenings.mail.ts';
import type { ScreeningForm } from './screenings.form.ts';
import { screeningList, type ScreeningRow } from './screenings.read.server.ts';
import { conditionsOf, nothingToTell, screeningDecided } from './screenings.rules.ts';
import { isDecided } from './standing.read.server.ts';

/**
 * Leaves a decision about an application's eligibility with its reason; an earlier one stays beside it, and the newest
 * counts. The same again changes nothing. Refuses another call's application and a draft as not there, a condition the
 * notice does not set, and once the bands are frozen.
 */
export function screenApplication(db: Db, who: Organiser, form: ScreeningForm, at: Date): Promise<void> {
	return together(db, async (tx) => {
		const call = await holdUndecided(tx, who);
		const conditions = conditionsOf(call.who_may);
		const condition = form.condition ? (conditions[Number(form.condition)] ?? null) : null;
		if (form.condition && !condition) throw fieldsRefused({ condition: 'lib.not-a-choice' });
		const rows = await screeningList(reading(tx), who);
		const row = isId(form.application) && rows.find(({ id }) => id === form.application);
		if (!row) throw applicationNotFound();
		const words = { ko: form['reason.ko'], en: form['reason.en'] };
		const isEligible = form.outcome === 'eligible';
		const why = isEligible
			? { condition: null, reason: null }
			: { condition, reason: words.ko || words.en ? words : null };
		if (row.state === form.outcome && isSameWhy(row, why)) return;
		const from = row.state;
		await tx
			.insertInto('screenings')
			.values({ application_id: row.id, outcome: form.outcome, ...why, screened_at: at, screened_by: who.personId })
			.execute();
		await note(tx, {
			...{ at, by: who.personId, callId: call.id, verb: `screening.${form.outcome}`, about: row.id },
			detail: { number: row.number, ...(from ? { from } : {}), ...(condition ? { condition } : {}) }
		});
	});
}

/** Whether the reason is the one on record: jsonb keeps keys in an order of its own, so each side is compared. */
function isSameWhy(row: ScreeningRow, why: Pick<ScreeningRow, 'condition' | 'reason'>): boolean {
	return (['condition', 'reason'] as const).every(
		(name) => row[name]?.ko === why[name]?.ko && row[name]?.en === why[name]?.en
	);
}

/** Leaves every application nobody has decided about as eligible. Answers with how many. Refuses after the freeze. */
export function screenRest(db: Db, who: Organiser, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await holdUndecided(tx, who);
		const rest = (await screeningList(reading(tx), who)).filter(({ isNow }) => !isNow);
		const rows = rest.map(({ id }) => {
			return { application_id: id, outcome: 'eligible', screened_at: at, screened_by: who.personId };
		});
		for (const some of inChunks(rows)) await tx.insertInto('screenings').values(some).execute();
		if (rest.length) {
			const detail = { count: rest.length };
			await note(tx, { at, by: who.personId, callId: call.id, verb: 'screening.rest', about: call.id, detail });
		}
		return rest.length;
	});
}

/**
 * Tells every applicant whose newest decision they have not been told: a letter each, and from now on their page says
 * it. Answers with how many. Refuses where there is nothing new to tell. What was decided may be told after the freeze.
 */
export function announceScreening(db: Db, who: Organiser, at: Date): Promise<number> {
	return together(db, async (tx) => {
		const call = await hold(tx, who);
		const untold = (await screeningList(reading(tx), who)).filter(({ isNow, told_at }) => isNow && !told_at);
		if (untold.length === 0) throw nothingToTell();
		const rows = untold.map((row) => ({ screening_id: row.screening_id!, told_at: at, told_by: who.personId }));
		for (const some of inChunks(rows)) await tx.insertInto('screening_tellings').values(some).execute();
		await tellApplicants(tx, { call, untold }, at);
		const ineligible = untold.filter(({ state }) => state === 'ineligible').length;
		const detail = { eligible: untold.length - ineligible, ineligible };
		await note(tx, { at, by: who.personId, callId: call.id, verb: 'screening.announced', about: call.id, detail });
		return untold.length;
	});
}

type HeldCall = Awaited<ReturnType<typeof hold>>;

// Held until the end: decisions, announcements and a freeze at once are one after the other.
function hold(tx: Tx, who: Organiser) {
	return tx
		.selectFrom('calls')
		.select(['id', 'slug', 'title', 'who_may'])
		.where('id', '=', who.callId)
		.forUpdate()
		.executeTakeFirstOrThrow();
}

async function holdUndecided(tx: Tx, who: Organiser): Promise<HeldCall> {
	const call = await hold(tx, who);
	if (await isDecided(reading(tx), call.id)) throw screeningDecided();
	return call;
}

async function tellApplicants(
	tx: Tx,
	{ call, untold }: { call: HeldCall; untold: ScreeningRow[] },
	at: Date
): Promise<void> {
	const people = await tx
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['people.id', 'people.email', 'people.locale'])
		.where('applications.call_id', '=', call.id)
		.execute();
	const personOf = new Map(people.map((person) => [person.id, person]));
	const site = await siteOf(reading(tx), { call: call.id });
	const letters = untold.map(({ applicant_id, number, state, condition, reason }) => {
		const { email, locale } = personOf.get(applicant_id)!;
		const told = { title: call.title, number: number ?? '', url: `${site}/calls/${call.slug}/mine` };
		return screeningLetter(email, { ...told, outcome: state!, condition, reason }, locale as Locale);
	});
	await postAll(tx, letters, at);
}
