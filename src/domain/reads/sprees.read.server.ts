import { sql } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isSpree, spree, spreeLooksBackMs } from './sprees.rules.ts';

/** Who reads: an account of a host, by a token or by itself, from an address. */
export type Source = { host_id: string; person_id: string; token_id: string | null; address: string };

/** A spree: how many different applications in how many hours, and the most that was usual before. */
export type Spree = Source & { call_id: string; applications: number; hours: number; usual: number };

/** Who has read within the last minute, and was not told of within the day. */
export function activeSources(db: Reader, at: Date): Promise<Source[]> {
	return db
		.selectFrom('reads')
		.select(['host_id', 'person_id', 'token_id', 'address'])
		.distinct()
		.where('read_at', '>', before(at, spreeLooksBackMs))
		.where('read_at', '<=', at)
		.where(
			sql<boolean>`not exists (select from read_alerts told where told.rule = 'spree' and told.host_id = reads.host_id
				and told.person_id = reads.person_id and told.alerted_at > ${before(at, spree.quietHours * 3_600_000)})`
		)
		.execute();
}

/** What of a source's reading is a spree at `at`: the first of the windows in which it is. */
export async function spreeOf(db: Reader, source: Source, at: Date): Promise<Spree | undefined> {
	for (const hours of spree.windowsHours) {
		// Most read few: the weeks before are asked for only where it could be a spree.
		const now = await counted(db, source, { hours, at, sinceHours: hours });
		if (now.recent < spree.least) continue;
		const { recent, here, usual, usualHere, call_id } = await counted(db, source, {
			hours,
			at,
			sinceHours: spree.usualDays * 24
		});
		if (!call_id) continue;
		const found = { ...source, call_id, hours };
		if (isSpree(recent, usual)) return { ...found, applications: recent, usual };
		if (usualHere === 0 && isSpree(here, 0)) return { ...found, applications: here, usual: 0 };
	}
	return undefined;
}

type Counted = { recent: number; here: number; usual: number; usualHere: number; call_id: string | null };

/**
 * Since so many hours: different applications of a source in the window that ends at `at`, anywhere and at its address, and the most in any window
 * of the days before, counted back from it one after another.
 */
async function counted(
	db: Reader,
	{ host_id, person_id, token_id, address }: Source,
	when: { hours: number; at: Date; sinceHours: number }
) {
	const windowMs = when.hours * 3_600_000;
	const rows = await db
		.selectFrom(
			sql<{ window: number; at_address: boolean; application_id: string; call_id: string }>`(
				select floor(extract(epoch from (${when.at}::timestamptz - reads.read_at)) * 1000 / ${windowMs})::int as window,
					reads.address = ${address} as at_address, one.id as application_id, reads.call_id
				from reads cross join lateral unnest(reads.application_ids) as one(id)
				where reads.host_id = ${host_id} and reads.person_id = ${person_id}
					and reads.token_id is not distinct from ${token_id}::uuid
					and reads.read_at <= ${when.at} and reads.read_at > ${before(when.at, when.sinceHours * 3_600_000)}
					and reads.what not in ('export', 'assistant') and (reads.token_id is not null or cardinality(reads.application_ids) = 1)
					and not exists (select from assignments
						where assignments.application_id = one.id and assignments.reviewer_id = ${person_id})
			)`.as('seen')
		)
		.select('window')
		.select(sql<number>`count(distinct application_id)`.as('all'))
		.select(sql<number>`count(distinct application_id) filter (where at_address)`.as('here'))
		.select(sql<string>`min(call_id::text)`.as('call_id'))
		.groupBy('window')
		.execute();
	const now = rows.find(({ window }) => window === 0);
	const past = rows.filter(({ window }) => window > 0);
	return {
		...{ recent: now?.all ?? 0, here: now?.here ?? 0, call_id: now?.call_id ?? null },
		...{ usual: Math.max(0, ...past.map(({ all }) => all)), usualHere: Math.max(0, ...past.map(({ here }) => here)) }
	} satisfies Counted;
}

const before = (at: Date, ms: number) => new Date(at.getTime() - ms);
