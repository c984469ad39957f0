import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { newestReceipt } from './read.server.ts';
import { takesPart } from './standing.read.server.ts';

/** Every application that takes part in a call as it leaves it for the next round, in the order of its number. */
export function leavingRound(db: Reader, callId: string) {
	return db
		.selectFrom('applications')
		.innerJoinLateral(newestReceipt, (join) => join.onTrue())
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select(['applications.id', 'applications.applicant_id', 'applications.organisation_id', 'tracks.key as track'])
		.select(['receipt.answers', 'people.email', 'people.locale'])
		.select((eb) =>
			eb
				.selectFrom('consents')
				.innerJoin('terms', 'terms.id', 'consents.term_id')
				.select((eb) => eb.fn.coalesce(eb.fn.agg<string[]>('array_agg', ['terms.key']), sql<string[]>`'{}'`).as('keys'))
				.whereRef('consents.receipt_id', '=', 'receipt.id')
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
