import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { monthsOfCall, readsPage, readsPageSize } from '#domain/reads/read.server.ts';
import { monthOf } from '#domain/reads/rules.ts';
import { reading } from '#lib/db.server.ts';

/** Who read whose application in this call, exports with their reasons, a month at a time: also for who audits it alone. */
export async function load({ params, url, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	gate.auditor(visitor, call);
	const months = await monthsOfCall(reading(db), call.id);
	const asked = url.searchParams.get('month');
	const month = months.find((one) => one === asked) ?? months[0] ?? monthOf(arrivedAt);
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1));
	const sought = { month, person: null, application: null, call: call.slug, page };
	const { rows, total } = await readsPage(reading(db), { hostId: call.host_id }, sought);
	return { months, month, rows, page, pages: Math.max(1, Math.ceil(total / readsPageSize)) };
}
