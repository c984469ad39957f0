import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { boardPage, searchIn } from '#domain/reviews/search.rules.ts';
import { announcementOf } from '#domain/decisions/read.server.ts';
import { allowsAct, phaseOf } from '#domain/reviews/phases.rules.ts';
import { pacesOf } from '#domain/assignments/progress.read.server.ts';
import { reviewBoard } from '#domain/bands/board.read.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const { criteria, tracks, ...rest } = await wholeCall(reading(db), call);
	const [{ applications, reviewers, ...board }, announcement] = await Promise.all([
		reviewBoard(reading(db), { ...call, criteria, tracks }),
		announcementOf(reading(db), call.id)
	]);
	const decided = { frozenAt: board.freeze?.frozen_at ?? null, announcedAt: announcement?.announced_at ?? null };
	const each = applications.reduce((most, row) => Math.max(most, row.assigned), 0) || 3;
	const search = searchIn(url.searchParams);
	return {
		...board,
		reviewers: await pacesOf(reading(db), call, reviewers, arrivedAt),
		decided,
		mayRemind: allowsAct(phaseOf(call, arrivedAt, decided), 'remind'),
		given: Number(url.searchParams.get('given')) || 0,
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
