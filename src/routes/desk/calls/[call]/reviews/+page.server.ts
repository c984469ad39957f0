import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { boardPage, searchIn } from '#domain/reviews/board.rules.ts';
import { reviewBoard } from '#domain/reviews/read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { criteria, tracks, ...rest } = await wholeCall(reading(db), call);
	const { applications, ...board } = await reviewBoard(reading(db), { ...call, criteria, tracks });
	const each = applications.reduce((most, row) => Math.max(most, row.assigned), 0) || 3;
	const search = searchIn(url.searchParams);
	return {
		...board,
		tracks,
		live: applications.length,
		/** How many reviewers an application should have, and how many applications have fewer. */
		each,
		short: applications.filter((row) => row.assigned < each).length,
		list: boardPage(applications, search, each),
		zone: rest.stop.time_zone,
		hasClosed: arrivedAt >= takenUntil(call),
		search
	};
}
