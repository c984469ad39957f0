import type { Reader } from '#lib/db.server.ts';
import { callNotFound } from './rules.ts';

/** A call by its address, published or not: who may see a draft is the gate's to say. Refuses when there is none. */
export async function callBySlug(db: Reader, slug: string) {
	const call = await db.selectFrom('calls').selectAll().where('slug', '=', slug).executeTakeFirst();
	if (!call) throw callNotFound();
	return call;
}

/** The public's view: a call that has been published. Refuses a draft as if it were not there. */
export async function publishedCall(db: Reader, slug: string) {
	const call = await callBySlug(db, slug);
	if (!call.published_at) throw callNotFound();
	return call;
}

/** What the calendar of published calls still holds after `at`, soonest first, for the rehearsal's clock. */
export async function momentsAhead(db: Reader, at: Date) {
	const calls = await db
		.selectFrom('calls')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.select([
			'calls.slug',
			'calls.title',
			'opens_at',
			'closes_at',
			'review_until',
			'draw_at',
			'stops.time_zone as zone'
		])
		.where('published_at', 'is not', null)
		.execute();
	return calls
		.flatMap(({ slug, title, zone, ...call }) => [
			{ call: slug, title, zone, what: 'opens' as const, at: call.opens_at },
			{ call: slug, title, zone, what: 'closes' as const, at: call.closes_at },
			{ call: slug, title, zone, what: 'reviewed' as const, at: call.review_until },
			{ call: slug, title, zone, what: 'draw' as const, at: call.draw_at }
		])
		.filter((moment) => moment.at > at)
		.sort((a, b) => a.at.getTime() - b.at.getTime());
}
