import { reading, type Tx } from '#lib/db.server.ts';
import { postAll, type Letter } from '#lib/mail.server.ts';
import { hashed, newSecret } from '#lib/secret.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import { inWords, type Locale } from '#lib/words.ts';
import { siteOf } from '#domain/domains/read.server.ts';
import { note } from '#domain/journal/write.server.ts';
import { followupLetter, type FollowupFacts, type Told } from './mail.ts';
import { tellable, type Tellable } from './offers.read.server.ts';
import { followupNotFound, type Party, type Side } from './rules.ts';
import { askOn, checkStep, type Step } from './steps.rules.ts';

/** The follow-up, held until the end. One that nobody has begun is not there. */
export function holdFollowup(tx: Tx, { applicationId }: Pick<Party, 'applicationId'>) {
	return tx
		.selectFrom('followups')
		.selectAll()
		.where('application_id', '=', applicationId)
		.forUpdate()
		.executeTakeFirstOrThrow(followupNotFound);
}

/** Who writes a step down: one of the two, or the host. */
export type Noting = Omit<Party, 'side'> & { side: Side | 'host' };
export type NewStep = {
	step: Step;
	note?: string;
	isShared?: boolean;
	amount?: number | null;
	currency?: string | null;
	remindOn?: string | null;
};

/** Leaves the next step of a held follow-up. Refuses a step back, and any after its end. */
export async function leaveStep(tx: Tx, by: Noting, next: NewStep, at: Date): Promise<void> {
	const last = await tx
		.selectFrom('followup_steps')
		.select('step')
		.where('application_id', '=', by.applicationId)
		.orderBy('id', 'desc')
		.limit(1)
		.executeTakeFirst();
	checkStep(last?.step as Step | undefined, next.step);
	const { zone } = await tellable(reading(tx), by);
	await tx
		.insertInto('followup_steps')
		.values({
			...{ application_id: by.applicationId, step: next.step, side: by.side, note: next.note ?? '' },
			...{ is_shared: next.isShared ?? true, amount: next.amount ?? null, currency: next.currency ?? null },
			...{ noted_at: at, noted_by: by.personId, remind_on: next.remindOn ?? askOn(next.step, zone, at) }
		})
		.execute();
	const detail = { step: next.step, side: by.side };
	await note(tx, { at, by: by.personId, callId: by.callId, verb: 'followup.stepped', about: by.applicationId, detail });
}

type More = {
	when?: (zone: string, locale: Locale) => string;
	attached?: (locale: Locale) => FollowupFacts['attached'];
};

/** Tells the other side, in each reader's language, with a link of its own for who applied; what both must know, both. */
export async function tellOther(
	tx: Tx,
	party: Party,
	{ told, ...more }: { told: Told } & More,
	at: Date
): Promise<void> {
	const other = party.side === 'guest' ? 'applicant' : 'guest';
	const to: Side[] = told === 'released' || told === 'chosen' ? [other, party.side] : [other];
	await tellSides(tx, party, { told, to, more }, at);
}

/** Tells these sides of a follow-up. */
export async function tellSides(
	tx: Tx,
	about: Pick<Party, 'applicationId' | 'hostId'>,
	{ told, to, more = {} }: { told: Told; to: Side[]; more?: More },
	at: Date
): Promise<void> {
	const facts = await tellable(reading(tx), about);
	const letters = await Promise.all(
		to.map((side) =>
			side === 'guest'
				? toOffice(facts, { told, more, applicationId: about.applicationId })
				: toApplicant(tx, facts, { told, more, applicationId: about.applicationId }, at)
		)
	);
	await postAll(tx, letters.flat(), at);
}

type Telling = { told: Told; more: More; applicationId: string };

function toOffice(facts: Tellable, { told, more, applicationId }: Telling): Letter[] {
	const link = `${baseUrl}/stops/${facts.stop}/proposals/${applicationId}`;
	return facts.office.map(({ email, locale }) => {
		const reader = locale as Locale;
		const who = facts.firm ?? facts.number ?? '';
		return followupLetter(email, told, { who, link, ...said(facts, more, reader) }, reader);
	});
}

async function toApplicant(
	tx: Tx,
	facts: Tellable,
	{ told, more, applicationId }: Telling,
	at: Date
): Promise<Letter[]> {
	if (facts.erased_at) return [];
	const reader = facts.locale as Locale;
	const site = await siteOf(reading(tx), { host: facts.host });
	const link = `${site}/followups/${await leaveLink(tx, applicationId, at)}`;
	return [
		followupLetter(facts.email, told, { who: inWords(facts.guest, reader), link, ...said(facts, more, reader) }, reader)
	];
}

const said = (facts: Tellable, { when, attached }: More, locale: Locale) => ({
	about: inWords(facts.title, locale),
	...(when ? { when: when(facts.zone, locale) } : {}),
	...(attached ? { attached: attached(locale) } : {})
});

async function leaveLink(tx: Tx, application_id: string, at: Date): Promise<string> {
	const token = newSecret();
	await tx
		.insertInto('followup_links')
		.values({ token_hash: hashed(token), application_id, made_at: at })
		.execute();
	return token;
}
