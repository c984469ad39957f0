import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { newestReceipt } from './read.server.ts';
import { takesPart } from './standing.read.server.ts';

const notTakenBack = sql<boolean>`not exists (select from consent_withdrawals taken
	where taken.receipt_id = consents.receipt_id and taken.term_id = consents.term_id)`;

/** Every application that takes part in a call as it leaves it for the next round, in the order of its number. */
export function leavingRound(db: Reader, callId: string) {
	return db
		.selectFrom('applications')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.id', 'applications.applicant_id', 'applications.organisation_id', 'tracks.key as track'])
		.select(['receipt.answers', 'receipt.form_version', 'people.email', 'people.locale'])
		.select((eb) =>
			eb
				.selectFrom('consents')
				.innerJoin('terms', 'terms.id', 'consents.term_id')
				.select((eb) => eb.fn.coalesce(eb.fn.agg<string[]>('array_agg', ['terms.key']), sql<string[]>`'{}'`).as('keys'))
				.whereRef('consents.receipt_id', '=', 'receipt.id')
				.where(notTakenBack)
				.$asScalar()
				.$notNull()
				.as('agreed')
		)
		.where('applications.call_id', '=', callId)
		.where(takesPart)
		.orderBy((eb) => eb.fn('length', ['applications.number']))
		.orderBy('applications.number')
		.execute();
}

export type Leaving = Awaited<ReturnType<typeof leavingRound>>[number];
