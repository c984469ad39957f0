import { sql } from 'kysely';
import type { Answers } from '#db/kinds.ts';
import type { Tx } from '#lib/db.server.ts';
import type { Applicant } from '#domain/people/rules.ts';
import { answerIn, organisationName } from './answers.rules.ts';
import { keepFirms } from './firms.write.server.ts';
import type { Application } from './rules.ts';

/** Somebody who is about to submit for a firm of this registration number, or for none. */
export type Applying = { registration: string; answers: Answers; who: Applicant; at: Date };

/** The organisations of those who are about to submit, by registration number. */
export function organisationsIn(tx: Tx, ready: Applying[]): Promise<Map<string, string>> {
	const firms = ready.map(({ registration, answers, who, at }) => ({
		...{ registration_number: registration, name: answerIn(answers, organisationName) },
		...{ made_at: at, applicant: who.personId }
	}));
	return keepFirms(tx, firms);
}

/** Whose application stands for each of these organisations. Asked while the counts are held: nobody else can come in between. */
export async function takenIn(tx: Tx, callId: string, organisations: string[]): Promise<Map<string, string>> {
	const rows = await tx
		.selectFrom('applications')
		.select(['id', 'organisation_id'])
		.where('call_id', '=', callId)
		.where((eb) => eb('organisation_id', '=', eb.fn.any(eb.val(organisations))))
		.where('submitted_at', 'is not', null)
		.where('withdrawn_at', 'is', null)
		.where('set_aside_at', 'is', null)
		.execute();
	return new Map(rows.map(({ id, organisation_id }) => [organisation_id!, id]));
}

/**
 * Since when an application about to be submitted is set aside, or null where it stands: another of its organisation
 * stands already. What has been set aside stays so while its organisation is the same.
 */
export function asideSince(
	{ own, at }: { own: Application; at: Date },
	organisationId: string | null,
	taken: Map<string, string>
): Date | null {
	const holder = organisationId && taken.get(organisationId);
	if (holder && holder !== own.id) return own.set_aside_at ?? at;
	return own.organisation_id === organisationId ? own.set_aside_at : null;
}

/** The organisations that applications stood for until they were submitted again for another. */
export function leftBehind(standing: { own: Application; organisationId: string | null }[]): string[] {
	return standing.flatMap(({ own: { organisation_id }, organisationId }) =>
		organisation_id && organisation_id !== organisationId ? [organisation_id] : []
	);
}

/**
 * Lets the earliest application that was set aside for another of its organisation stand, where that one stands no
 * more. Where a person decided, it stays as decided.
 */
export async function standNext(tx: Tx, callId: string, organisations: string[]): Promise<void> {
	if (organisations.length === 0) return;
	await sql`
		update applications set set_aside_at = null where id in (
			select distinct on (organisation_id) id from applications waiting
			where call_id = ${callId} and organisation_id = any(${organisations}::uuid[]) and set_aside_at is not null
				and submitted_at is not null and withdrawn_at is null
				and not exists (select from applications standing where standing.call_id = waiting.call_id
					and standing.organisation_id = waiting.organisation_id and standing.submitted_at is not null
					and standing.withdrawn_at is null and standing.set_aside_at is null)
				and not exists (select from lookalikes join lookalike_decisions decision on lookalike_id = lookalikes.id
					where waiting.id in (one_id, other_id) and stands_id <> waiting.id)
			order by organisation_id, set_aside_at, id)`.execute(tx);
}
