import { daysUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reviewFrom } from '#domain/reviews/phases.rules.ts';
import { distribution, isReviewing } from '#domain/reviews/rules.ts';
import { askingCalls } from '#domain/assignments/interests.read.server.ts';
import { reviewingCalls } from '#domain/reviews/desk.read.server.ts';
import { reading } from '#lib/db.server.ts';

/** What the visitor reviews, call by call: what is assigned, what is left, how they have scored so far. */
export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const [calls, asking] = await Promise.all([
		reviewingCalls(reading(db), gate.signedIn(visitor), arrivedAt),
		askingCalls(reading(db), gate.signedIn(visitor))
	]);
	return {
		asksInterests: asking.some(({ hours }) => hours.from <= arrivedAt && arrivedAt < hours.until),
		declared: url.searchParams.has('declared'),
		calls: calls.map(({ given, ...call }) => ({
			...call,
			isOpen: isReviewing(call, arrivedAt) && !call.frozen_at,
			from: reviewFrom(call),
			isBefore: arrivedAt < reviewFrom(call),
			given: distribution(given),
			days: daysUntil(call.review_until, arrivedAt),
			lastAt: new Date(Math.max(0, ...call.list.map(({ finished_at }) => finished_at?.getTime() ?? 0)))
		}))
	};
}
