import { callBySlug } from '#domain/calls/read.server.ts';
import { featureNames } from '#domain/draws/lots.rules.ts';
import { drawOfCall } from '#domain/draws/read.server.ts';
import { gatheringInWords, replyByInWords } from '#domain/invitations/letters.mail.ts';
import { invitationLetter } from '#domain/invitations/mail.ts';
import {
	gatheringOf,
	invitationsOf,
	outcomesOf,
	type Gathering,
	type Outcome
} from '#domain/invitations/read.server.ts';
import { isFree, replyBy } from '#domain/invitations/rules.ts';
import { inviteAll } from '#domain/invitations/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { forForm } from '#lib/answer.server.ts';
import { reading } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/words.ts';

export async function load({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	gate.auditor(visitor, call);
	const draw = await drawOfCall(read, call.id);
	const [gathering, invitations, outcomes] = await Promise.all([
		gatheringOf(read, call.id),
		invitationsOf(read, call.id),
		draw?.conducted_at ? outcomesOf(read, draw.id) : []
	]);
	const drawn = outcomes.filter(({ outcome }) => outcome === 'drawn');
	const lots = new Map(outcomes.map(({ application_id, lot }) => [application_id, lot]));
	return {
		...{ isConducted: Boolean(draw?.conducted_at), now: arrivedAt, zone: gathering.call.stop.time_zone },
		mayChange: hasRole(visitor, 'organiser', call),
		call: { slug: call.slug },
		names: featureNames(gathering.call, {
			ko: m.draw_track({}, { locale: 'ko' }),
			en: m.draw_track({}, { locale: 'en' })
		}),
		tracks: gathering.call.tracks.map(({ key, name, places }) => ({ key, name, places })),
		invitations: invitations.map((one) => ({
			...{ id: one.id, organisation: one.organisation, number: one.number, track: one.track, state: one.state },
			...{ came_from: one.came_from, because: one.because, in_place_of: one.in_place_of, invited_at: one.invited_at },
			...{ replied_at: one.replied_at, lapsed_at: one.lapsed_at, track_name: one.track_name, moved_on: one.moved_on },
			...{
				lot: lots.get(one.application_id) ?? null,
				mayUndo: one.state === 'declined' && !isFree(one, arrivedAt) && !one.moved_on
			}
		})),
		before: invitations.length ? null : beforeSending(drawn, gathering, { locale, at: arrivedAt })
	};
}

/** Whom the letters would go to, and the first of them as it would be written. */
function beforeSending(drawn: Outcome[], gathering: Gathering, now: { locale: Locale; at: Date }) {
	const [first] = drawn;
	if (!first) return null;
	const { call } = gathering;
	const by = replyBy(now.at, call.reply_days, call.stop.time_zone);
	const { email: to, person, organisation, track_name: track } = first;
	const letter = invitationLetter({
		...{ to, person, organisation, track, locale: now.locale, movedUp: false },
		...gatheringInWords(gathering),
		replyBy: replyByInWords(by, call.stop.time_zone),
		link: m.desk_inv_preview_link()
	});
	const rows = drawn.map(({ organisation, number, lot, band, track_name }) => ({
		organisation,
		number,
		lot,
		band,
		track_name
	}));
	return { letter, by, rows, accepted: drawn.filter(({ band }) => band === 'accept').length };
}

export const actions = {
	send: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		return forForm(data, () => inviteAll(db, gate.organiser(visitor, call), arrivedAt));
	}
};
