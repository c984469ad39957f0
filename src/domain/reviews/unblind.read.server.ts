import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashOf, type Shown } from '#domain/approvals/rules.ts';
import type { Auditor } from '#domain/people/rules.ts';
import { hidesApplicant } from './blind.read.server.ts';

/**
 * What reviewers would be told by lifting the blindness of an application: which, as it was last submitted, and how many
 * of them. Null where nothing is hidden, or no more; another call's is not there.
 */
export async function unblindShown(
	db: Reader,
	who: Pick<Auditor, 'callId'>,
	applicationId: string
): Promise<Shown | null> {
	if (!isId(applicationId)) return null;
	const row = await db
		.selectFrom('applications')
		.innerJoin('calls', 'calls.id', 'applications.call_id')
		.select(['applications.number', 'applications.submitted_at'])
		.select((eb) =>
			eb
				.selectFrom('assignments')
				.select((of) => of.fn.countAll<number>().as('count'))
				.whereRef('application_id', '=', 'applications.id')
				.as('reviewers')
		)
		.where('applications.id', '=', applicationId)
		.where('applications.call_id', '=', who.callId)
		.where('submitted_at', 'is not', null)
		.where(hidesApplicant)
		.executeTakeFirst();
	if (!row) return null;
	const contents = hashOf([applicationId, row.submitted_at]);
	return { application: row.number ?? '', reviewers: String(row.reviewers ?? 0), contents };
}

/** The application of a call that has this number, for what was asked about it. */
export async function applicationNumbered(db: Reader, callId: string, number: string): Promise<string | undefined> {
	const row = await db
		.selectFrom('applications')
		.select('id')
		.where('call_id', '=', callId)
		.where('number', '=', number)
		.executeTakeFirst();
	return row?.id;
}

/** When and why reviewers were told who sent an application, if they were. */
export function unblindingOf(db: Reader, applicationId: string) {
	return db
		.selectFrom('unblindings')
		.innerJoin('people', 'people.id', 'unblinded_by')
		.select(['unblindings.reason', 'unblinded_at', 'people.name', 'people.email'])
		.where('application_id', '=', applicationId)
		.executeTakeFirst();
}
