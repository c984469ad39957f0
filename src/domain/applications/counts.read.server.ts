import type { Reader } from '#lib/db.server.ts';

/** How many applications a call has: submitted and standing, only begun, withdrawn. */
export type Counts = { live: number; drafts: number; withdrawn: number };

/** The counts of these calls, by call id, in one query; a call without any has zeros. */
export async function countsOf(db: Reader, callIds: string[]): Promise<Record<string, Counts>> {
	const none = Object.fromEntries(callIds.map((id) => [id, { live: 0, drafts: 0, withdrawn: 0 }]));
	if (callIds.length === 0) return none;
	const rows = await db
		.selectFrom('applications')
		.select(['call_id', (eb) => eb.fn.countAll<number>().as('all')])
		.select((eb) => [
			eb.fn.countAll<number>().filterWhere('withdrawn_at', 'is not', null).as('withdrawn'),
			eb.fn
				.countAll<number>()
				.filterWhere('withdrawn_at', 'is', null)
				.filterWhere('submitted_at', 'is not', null)
				.as('live')
		])
		.where('call_id', 'in', callIds)
		.groupBy('call_id')
		.execute();
	const counted = rows.map(({ call_id, all, live, withdrawn }) => {
		return [call_id, { live, withdrawn, drafts: all - live - withdrawn }] as const;
	});
	return { ...none, ...Object.fromEntries(counted) };
}
