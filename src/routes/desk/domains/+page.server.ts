import { redirect } from '@sveltejs/kit';
import { DomainForm, HostForm } from '#domain/domains/form.ts';
import { domainOf } from '#domain/domains/read.server.ts';
import { graceDays, offAt, textFor, textPlace } from '#domain/domains/rules.ts';
import { dropDomain, nameDomain, proveDomain } from '#domain/domains/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised, type HostOrganiser } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db, type Reader } from '#lib/db.server.ts';
import { baseUrl } from '#lib/settings.server.ts';
import type { Actions, RequestEvent } from './$types';

/** The own domain of each host the visitor organises for, what to put into the DNS, and what was found there. */
export async function load({ locals: { db, visitor } }) {
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	return {
		...{ here: new URL(baseUrl).hostname, graceDays },
		hosts: await Promise.all(hosts.map(async (host) => ({ ...host, domain: await shown(reading(db), host.id) })))
	};
}

async function shown(db: Reader, hostId: string) {
	const domain = await domainOf(db, hostId);
	if (!domain) return null;
	const { name, read, origin, token, proof, way, looked_at, live_at, missed_at } = domain;
	const text = { place: textPlace(name), value: textFor(token) };
	return { name, read, origin, text, proof, way, looked_at, live_at, off_at: missed_at && offAt(missed_at) };
}

/** Does something with the domain of the host a form names. */
async function changing(event: RequestEvent, said: string, change: Change) {
	const { db, visitor, arrivedAt } = event.locals;
	const data = await event.request.formData();
	const answer = await forForm(data, () =>
		change(db, gate.hostOrganiser(visitor, readForm(HostForm, data).host), arrivedAt)
	);
	if ('done' in answer) redirect(303, `/desk/domains?${said}`);
	return answer;
}
type Change = (db: Db, who: HostOrganiser, at: Date) => Promise<unknown>;

export const actions = {
	name: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		const answer = await forForm(data, () => {
			const { host, domain } = readForm(DomainForm, data);
			return nameDomain(db, gate.hostOrganiser(visitor, host), domain, arrivedAt);
		});
		if ('done' in answer) redirect(303, '/desk/domains?saved');
		return answer;
	},
	prove: (event) => changing(event, 'looked', proveDomain),
	drop: (event) => changing(event, 'saved', dropDomain)
} satisfies Actions;
