import { redirect } from '@sveltejs/kit';
import { SwitchForm, CallForm } from '#domain/assistant/form.ts';
import { newestSwitch, sentOf, serverInUse, usesOf } from '#domain/assistant/read.server.ts';
import { assistantTerm } from '#domain/assistant/term.rules.ts';
import { consentKey } from '#domain/assistant/rules.ts';
import { switchAssistant } from '#domain/assistant/write.server.ts';
import { addTerm } from '#domain/calls/lists.write.server.ts';
import { callBySlug, callsInRoles, termKeysOf } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised, type Visitor } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';

/** What each host lets the assistant be used for, which calls ask for consent, and what went out lately. */
export async function load({ locals: { db, visitor } }) {
	const server = serverInUse();
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	return {
		server: { url: server.url, model: server.model },
		hosts: await Promise.all(hosts.map((host) => hostSeen(db, visitor, host)))
	};
}

async function hostSeen(db: Db, visitor: Visitor, host: Awaited<ReturnType<typeof hostsNamed>>[number]) {
	const who = gate.hostOrganiser(visitor, host.id);
	const [uses, last, sent, calls] = await Promise.all([
		usesOf(reading(db), host.id, serverInUse()),
		newestSwitch(reading(db), host.id),
		sentOf(reading(db), who),
		callsInRoles(reading(db), [{ hostId: host.id, callId: null }])
	]);
	const keys = await termKeysOf(
		reading(db),
		calls.map(({ id }) => id)
	);
	const asking = calls.map(({ id, slug, title, published_at }) => ({
		...{ slug, title, isPublished: published_at !== null },
		asks: keys.some(({ call_id, key }) => call_id === id && key === consentKey)
	}));
	return { ...host, uses, last, sent, calls: asking.filter(({ asks, isPublished }) => asks || !isPublished) };
}

export const actions = {
	save: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const form = readForm(SwitchForm, data);
			const who = gate.hostOrganiser(visitor, form.host);
			return switchAssistant(db, who, { form, server: serverInUse() }, arrivedAt);
		});
		if ('done' in answer) redirect(303, '/desk/assistant?saved');
		return answer;
	},
	term: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const { url } = serverInUse();
		const answer = await forForm(data, async () => {
			const call = await callBySlug(reading(db), readForm(CallForm, data).call);
			return addTerm(db, gate.organiser(visitor, call), assistantTerm(new URL(url).host), arrivedAt);
		});
		if ('done' in answer) redirect(303, '/desk/assistant#calls');
		return answer;
	}
};
