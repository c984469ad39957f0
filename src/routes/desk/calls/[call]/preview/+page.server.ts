import { callForm } from '#domain/applications/read.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, locals: { db, visitor } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const whole = await wholeCall(reading(db), call);
	// As on the day it opens: that is what applicants will see.
	const { fields } = await callForm(reading(db), call.id);
	return { whole, fields, then: whole.opens_at, publishedThen: whole.published_at ?? whole.opens_at };
}
