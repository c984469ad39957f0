import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { copiesOf } from '#domain/reviews/blind.read.server.ts';
import { reading } from '#lib/db.server.ts';

/** The copies reviewers read in a call that hides its applicants: which were looked at, which files wait. */
export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	return { isBlind: call.hides_applicants, copies: call.hides_applicants ? await copiesOf(reading(db), who) : [] };
}
