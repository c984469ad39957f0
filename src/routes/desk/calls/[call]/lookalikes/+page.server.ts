import { redirect } from '@sveltejs/kit';
import { LookalikeForm } from '#domain/applications/lookalikes.form.ts';
import { isSealed, lookalikePair, lookalikesOf, searchOf } from '#domain/applications/lookalikes.read.server.ts';
import { undecided } from '#domain/applications/lookalikes.rules.ts';
import { decideLookalike, findLookalikes } from '#domain/applications/lookalikes.write.server.ts';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { takenUntil } from '#domain/calls/rules.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { breathe } from '#lib/breathe.ts';
import { reading } from '#lib/db.server.ts';
import { organiserOf } from '../organiser.ts';
import type { RequestEvent } from './$types';

/** Every pair that is alike, those that wait first, and one of them opened side by side. */
export async function load({ params, url, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const [all, search, sealed, forms] = await Promise.all([
		lookalikesOf(reading(db), call.id),
		searchOf(reading(db), call.id),
		isSealed(reading(db), call.id),
		formFieldsOf(reading(db), call.id)
	]);
	const waiting = new Set(undecided(all).map(({ id }) => id));
	const pairs = [...all.filter(({ id }) => waiting.has(id)), ...all.filter(({ id }) => !waiting.has(id))];
	const asked = url.searchParams.get('pair') ?? pairs[0]?.id;
	const open = asked ? await lookalikePair(reading(db), call.id, asked) : null;
	const ids = open ? [open.one_id, open.other_id] : [];
	await noteRead(db, who, { what: 'lookalikes', call, applicationIds: ids, address: getClientAddress() }, arrivedAt);
	return {
		pairs: pairs.map(({ evidence: _, ...pair }) => ({ ...pair, isWaiting: waiting.has(pair.id) })),
		...{ open, search, sealed, waiting: waiting.size },
		fields: open ? (forms.get(Math.max(open.one.form_version, open.other.form_version)) ?? []) : [],
		isClosed: arrivedAt >= takenUntil(call)
	};
}

export const actions = {
	compare: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const what = { callId: who.callId, by: who };
		const answer = await forForm(data, () => findLookalikes(db, what, breathe, arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/lookalikes`);
		return answer;
	},
	decide: async (event: RequestEvent) => {
		const who = await organiserOf(event);
		const { db, arrivedAt } = event.locals;
		const data = await event.request.formData();
		const answer = await forForm(data, () => decideLookalike(db, who, readForm(LookalikeForm, data), arrivedAt));
		if ('done' in answer) redirect(303, `/desk/calls/${event.params.call}/lookalikes`);
		return answer;
	}
};
