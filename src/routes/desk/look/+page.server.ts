import { redirect } from '@sveltejs/kit';
import { ColourForm, HostForm } from '#domain/looks/form.ts';
import { lookOf } from '#domain/looks/read.server.ts';
import { addLogo, chooseColour, removeLogo } from '#domain/looks/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised, type HostOrganiser } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { readMultipart } from '#lib/multipart.server.ts';
import type { Actions, RequestEvent } from './$types';

/** How the pages of each host look that the visitor organises for. */
export async function load({ locals: { db, visitor } }) {
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	return {
		hosts: await Promise.all(hosts.map(async ({ id, name }) => ({ id, name, look: await lookOf(reading(db), id) })))
	};
}

const saved = '/desk/look?saved';

/** Changes the look of the host a form names. */
async function changing(event: RequestEvent, change: (db: Db, who: HostOrganiser, at: Date) => Promise<void>) {
	const { db, visitor, arrivedAt } = event.locals;
	const data = await event.request.formData();
	const answer = await forForm(data, () =>
		change(db, gate.hostOrganiser(visitor, readForm(HostForm, data).host), arrivedAt)
	);
	if ('done' in answer) redirect(303, saved);
	return answer;
}

export const actions = {
	colour: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { host, colour } = readForm(ColourForm, data);
			return chooseColour(db, gate.hostOrganiser(visitor, host), colour, arrivedAt);
		});
		if ('done' in answer) redirect(303, saved);
		return answer;
	},
	plain: (event) => changing(event, (db, who, at) => chooseColour(db, who, null, at)),
	unmark: (event) => changing(event, removeLogo),
	// Whose mark it is stands in the address: a file may come before the form's other inputs.
	logo: async ({ request, url, locals: { db, visitor, arrivedAt } }) => {
		const who = gate.hostOrganiser(visitor, url.searchParams.get('host') ?? '');
		const sent = await readMultipart(request, ({ body }) => addLogo(db, who, body, arrivedAt));
		const answer = await forForm(sent.data, () => {
			if (sent.fault) throw sent.fault;
		});
		if ('done' in answer) redirect(303, saved);
		return answer;
	}
} satisfies Actions;
