import { callForm } from '#domain/applications/read.server.ts';
import { applicationsPage, countsByAnswer, countsByState, pageSize } from '#domain/applications/desk.read.server.ts';
import { states } from '#domain/applications/rules.ts';
import { exportShown, massFrom } from '#domain/applications/shown.read.server.ts';
import { actStanding } from '#domain/approvals/read.server.ts';
import { callBySlug } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { reading } from '#lib/db.server.ts';

export async function load({ params, url, getClientAddress, locals: { db, visitor, arrivedAt } }) {
	const call = await callBySlug(reading(db), params.call);
	const who = gate.auditor(visitor, call);
	const { fields, tracks } = await callForm(reading(db), call.id);
	const sought = soughtIn(url.searchParams);
	const counted = fields.filter((field) => field.is_feature || field.kind === 'track');
	const keys = counted.map((field) => field.key);
	const [{ total, applications }, byState, byAnswer] = await Promise.all([
		applicationsPage(reading(db), who, sought, keys),
		countsByState(reading(db), who),
		countsByAnswer(reading(db), who, keys)
	]);
	// Of a draft and a withdrawn one the list shows nothing but that it is there.
	const ids = applications.filter(({ state }) => state === 'submitted').map(({ id }) => id);
	const read = { what: 'list' as const, call, applicationIds: ids, address: getClientAddress() };
	await noteRead(db, who, read, arrivedAt);
	const shown = await exportShown(reading(db), call.id);
	const asking = { personId: who.personId, callId: call.id, hostId: call.host_id };
	const second = await actStanding(reading(db), asking, { act: 'export', shown }, arrivedAt);
	return {
		applications,
		needsSecond: Number(shown.applications) >= massFrom && second !== 'alone' && second !== 'approved',
		total,
		pages: Math.max(1, Math.ceil(total / pageSize)),
		sought,
		byState,
		byAnswer,
		counted,
		tracks
	};
}

function soughtIn(asked: URLSearchParams) {
	const state = asked.get('state');
	return {
		state: state === 'all' ? null : (states.find((known) => known === state) ?? 'submitted'),
		track: asked.get('track') || null,
		text: (asked.get('text') ?? '').normalize('NFC').replaceAll('\u0000', '').trim().slice(0, 80),
		page: Math.min(10_000, Math.max(1, Math.trunc(Number(asked.get('page'))) || 1))
	};
}
