import type { Reader } from '#lib/db.server.ts';
import { hashed } from '#lib/secret.server.ts';
import { headsEveryMs, linkNotFound } from './rules.ts';

/** The hosts of these at which a person has the journal's heads by mail. */
export async function headsByMail(db: Reader, personId: string, hostIds: string[]): Promise<string[]> {
	if (hostIds.length === 0) return [];
	const rows = await db
		.selectFrom('head_subscriptions')
		.select('host_id')
		.where('person_id', '=', personId)
		.where('host_id', 'in', hostIds)
		.where('ended_at', 'is', null)
		.execute();
	return rows.map((row) => row.host_id);
}

/** Who is to have a head that is longer than their last one, a day after it: those alone who still audit or organise. */
export function headsDue(db: Reader, size: number, at: Date) {
	return db
		.selectFrom('head_subscriptions')
		.innerJoin('people', 'people.id', 'head_subscriptions.person_id')
		.select(['head_subscriptions.id', 'people.email', 'people.locale'])
		.where('head_subscriptions.ended_at', 'is', null)
		.where('told_size', '<', size)
		.where((eb) => eb.or([eb('told_at', 'is', null), eb('told_at', '<=', new Date(at.getTime() - headsEveryMs))]))
		.where('people.erased_at', 'is', null)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('roles')
					.select('roles.id')
					.whereRef('roles.person_id', '=', 'head_subscriptions.person_id')
					.whereRef('roles.host_id', '=', 'head_subscriptions.host_id')
					.where('role', 'in', ['auditor', 'organiser'])
					.where('call_id', 'is', null)
					.where('roles.ended_at', 'is', null)
					.where((of) => of.or([of('ends_at', 'is', null), of('ends_at', '>', at)]))
			)
		)
		.orderBy('head_subscriptions.id')
		.execute();
}

/** The subscription that a letter's link ends, and whether it has ended. Refuses any other link as if it were not there. */
export function headsByLink(db: Reader, token: string) {
	return db
		.selectFrom('head_links')
		.innerJoin('head_subscriptions', 'head_subscriptions.id', 'subscription_id')
		.innerJoin('hosts', 'hosts.id', 'host_id')
		.select(['head_subscriptions.id', 'ended_at', 'person_id', 'hosts.name as host'])
		.where('head_links.token_hash', '=', hashed(token))
		.executeTakeFirstOrThrow(linkNotFound);
}
