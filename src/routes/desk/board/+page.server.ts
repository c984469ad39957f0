import { announcementKeys, judgedExtensions } from '#domain/calls/board.read.server.ts';
import { EndKeyForm, KeyForm } from '#domain/calls/deadlines.form.ts';
import type { Extension } from '#domain/calls/extensions.rules.ts';
import { endAnnouncementKey, makeAnnouncementKey } from '#domain/calls/extensions.write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised } from '#domain/people/rules.ts';
import { hostsNamed } from '#domain/reads/read.server.ts';
import { forForm, readForm, sentenceFor } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { inOneWord, newKey } from '#lib/signing.server.ts';
import { statusUrl } from '#lib/settings.server.ts';
import { statusPlaces } from '#lib/status.server.ts';

/** The board outside, the keys by which later deadlines are announced on it, and what became of what was. */
export async function load({ url, locals: { db, visitor } }) {
	const hosts = await hostsNamed(reading(db), hostsOrganised(visitor));
	const host = url.searchParams.get('host') ?? hosts[0]?.id ?? null;
	const who = host ? gate.hostOrganiser(visitor, host) : null;
	const [keys, judged] = await Promise.all([
		who ? announcementKeys(reading(db), who.hostId) : [],
		who ? judgedExtensions(reading(db), who.hostId) : []
	]);
	return {
		...{ hosts, host, url: statusUrl, isOn: statusPlaces.length > 0 },
		keys: keys.map(({ person_id, ...key }) => ({ ...key, isMine: person_id === who?.personId })),
		judged: judged.map(({ notice, refused, ...one }) => {
			const { content } = notice as unknown as Extension;
			return {
				...one,
				why: refused && sentenceFor(refused, {}),
				new_at: new Date(content.new_at),
				reason: content.reason
			};
		})
	};
}

export const actions = {
	make: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, async () => {
			const who = gate.hostOrganiser(visitor, readForm(KeyForm, data).host);
			const key = newKey();
			await makeAnnouncementKey(db, who, key.publicKey, arrivedAt);
			return { key: inOneWord(key) };
		});
	},
	end: async ({ request, locals: { db, visitor, arrivedAt } }) => {
		const data = await request.formData();
		return forForm(data, async () => {
			const { host, key } = readForm(EndKeyForm, data);
			await endAnnouncementKey(db, gate.hostOrganiser(visitor, host), key, arrivedAt);
			return { key: null };
		});
	}
};
