import { formFieldsOf } from '#domain/applications/read.server.ts';
import { interestsFor } from '#domain/followups/matching.read.server.ts';
import { wordsOf } from '#domain/followups/matching.rules.ts';
import { proposalFor } from '#domain/followups/proposals.read.server.ts';
import { providedIn } from '#domain/followups/proposals.rules.ts';
import { marked, soughtIn } from '#domain/followups/search.rules.ts';
import { followupFor } from '#domain/followups/views.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { noteRead } from '#domain/reads/write.server.ts';
import { reading } from '#lib/db.server.ts';
import { followupActions } from '../../../../followups/acting.ts';
import { officeAt, partyAt } from '../proving.ts';
import type { RequestEvent } from './$types';

/** A proposal with what both sides have said, for the guest's office. That it was read is left in the host's log. */
export async function load({ params, url, locals, getClientAddress }) {
	const { stop } = await officeAt({ params, locals });
	const party = await partyAt({ params, locals });
	const db = reading(locals.db);
	const [row, view] = await Promise.all([
		proposalFor(db, stop, params.application, locals.arrivedAt),
		followupFor(db, party)
	]);
	const read = {
		call: { id: row.call_id, host_id: row.host_id },
		applicationIds: [row.id],
		address: getClientAddress()
	};
	await noteRead(locals.db, gate.signedIn(locals.visitor), { what: 'application', ...read }, locals.arrivedAt);
	const fields = (await formFieldsOf(db, row.call_id)).get(row.form_version) ?? [];
	const provided = providedIn(row.answers, fields, locals.locale);
	const interests = await interestsFor(db, stop, url.searchParams.get('for') ?? '');
	const sought = interests ? wordsOf(interests) : soughtIn(url.searchParams.get('q') ?? '');
	return {
		...{ view, zone: stop.time_zone, now: locals.arrivedAt, stop: { slug: stop.slug, city: stop.city } },
		...{ id: row.id, number: row.number, track: row.trackName },
		answers: provided.map(({ key, kind, label, answer }) => ({
			...{ key, label, answer, pieces: marked(answer, sought) },
			isProse: kind === 'text' || kind === 'long'
		}))
	};
}

export const actions = followupActions<RequestEvent>(partyAt);
