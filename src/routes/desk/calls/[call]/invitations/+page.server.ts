import { callBySlug } from '#domain/calls/read.server.ts';
import { featureNames } from '#domain/draws/lots.rules.ts';
import { needsFor, waitingSubstitutes } from '#domain/invitations/attendees.read.server.ts';
import { SendAtForm } from '#domain/invitations/letters.form.ts';
import { letterOf } from '#domain/invitations/letters.mail.ts';
import { troubles } from '#domain/invitations/letters.read.server.ts';
import { comingMoves, placesSince, type PlacesSince } from '#domain/invitations/moves.read.server.ts';
import { moveUp } from '#domain/invitations/moves.write.server.ts';
import { movesShown, type Move } from '#domain/invitations/places.rules.ts';
import {
	gatheringOf,
	invitationsOf,
	outcomesOf,
	type Gathering,
	type Outcome
} from '#domain/invitations/read.server.ts';
import { isFree, replyBy, undoMinutes } from '#domain/invitations/rules.ts';
import { settingsOf } from '#domain/invitations/settings.read.server.ts';
import { templatesOf, type Templates } from '#domain/invitations/templates.read.server.ts';
import { inviteAll } from '#domain/invitations/write.server.ts';
import { drawOfCall } from '#domain/draws/read.server.ts';
import { invitedBy, voidsOf } from '#domain/draws/voids.read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { fieldsRefused } from '#lib/refusal.ts';
import type { Locale } from '#lib/words.ts';
import { instantIn } from '#lib/instants.ts';

export async function load({ params, locals: { db, visitor, locale, arrivedAt } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	gate.auditor(visitor, call);
	const mayChange = hasRole(visitor, 'organiser', call);
	const draw = await drawOfCall(read, call.id);
	const [gathering, invitations, outcomes, settings] = await Promise.all([
		gatheringOf(read, { call_id: call.id }),
		invitationsOf(read, call.id),
		draw?.conducted_at ? outcomesOf(read, draw.id) : [],
		settingsOf(read, call.id)
	]);
	const stand = new Set(invitations.map(({ application_id }) => application_id));
	const drawn = outcomes.filter(({ outcome, application_id }) => outcome === 'drawn' && !stand.has(application_id));
	const isSent = (await invitedBy(read, call.id)) > 0;
	const [failing, waiting] = await Promise.all([troubles(read, call.id), waitingSubstitutes(read, call.id)]);
	const templates = await templatesOf(read, call.id);
	return {
		...{ isConducted: Boolean(draw?.conducted_at), now: arrivedAt, zone: gathering.call.stop.time_zone },
		...{ mayChange, settings, call: { slug: call.slug } },
		names: featureNames(gathering.call, {
			ko: m.draw_track({}, { locale: 'ko' }),
			en: m.draw_track({}, { locale: 'en' })
		}),
		tracks: gathering.call.tracks.map(({ key, name, places }) => ({ key, name, places })),
		invitations: invitations.map((one) => ({
			...{ id: one.id, organisation: one.organisation, number: one.number, track: one.track, state: one.state },
			...{ came_from: one.came_from, because: one.because, in_place_of: one.in_place_of, invited_at: one.invited_at },
			...{ replied_at: one.replied_at, lapsed_at: one.lapsed_at, track_name: one.track_name, moved_on: one.moved_on },
			...{ lot: one.because.lot ?? null, failing: failing.get(one.id) ?? 0, hasWaiting: waiting.has(one.id) },
			mayUndo: one.state === 'declined' && !isFree(one, arrivedAt) && !one.moved_on
		})),
		moves: invitations.length ? await movesToShow(read, call.id, arrivedAt) : null,
		needs: mayChange ? await needsFor(read, gate.organiser(visitor, call)) : [],
		voids: await voidsOf(read, call.id),
		before: isSent ? null : beforeSending(drawn, { gathering, templates }, { locale, at: arrivedAt })
	};
}

/** Who moves up now, and who will as soon as a decline can no longer be taken back. */
async function movesToShow(db: Reader, callId: string, at: Date) {
	const places = await placesSince(db, callId);
	if (!places) return null;
	const { now, soon } = comingMoves(places, at);
	const later = (freedAt: Date) => new Date(freedAt.getTime() + undoMinutes * 60_000);
	return {
		shown: movesShown(now),
		list: [
			...now.map((move) => ({ ...inNames(places, move), from_at: null })),
			...soon.map((move) => ({ ...inNames(places, move), from_at: later(move.place.freedAt) }))
		]
	};
}

function inNames({ byLot, invitations }: PlacesSince, { place, next, passed }: Move) {
	const named = (lot: number) => byLot.get(lot)?.organisation ?? '';
	const from = invitations.find(({ id }) => id === place.id);
	return {
		id: place.id,
		from: { lot: place.lot, organisation: from?.organisation ?? '', how: place.how },
		to:
			next.lot === null
				? null
				: { lot: next.lot, organisation: named(next.lot), number: byLot.get(next.lot)?.number ?? null },
		keepsQuotas: next.keepsQuotas,
		passed: passed.map((one) => ({ ...one, organisation: named(one.lot) }))
	};
}

/** Whom the letters would go to, and the first of them as it would be written. */
function beforeSending(
	drawn: Outcome[],
	{ gathering, templates }: { gathering: Gathering; templates: Templates },
	now: { locale: Locale; at: Date }
) {
	const [first] = drawn;
	if (!first) return null;
	const { call } = gathering;
	const by = replyBy(now.at, call.reply_days, call.stop);
	const { email: to, person, organisation, track_name: track } = first;
	const one = { to, person, organisation, track, locale: now.locale, replyBy: by, link: m.desk_inv_preview_link() };
	const template = templates[now.locale].invited;
	const { subject, body } = letterOf(gathering, { kind: 'invited', template }, one, now.at);
	const rows = drawn.map(({ organisation, number, lot, band }) => ({ organisation, number, lot, band }));
	return { letter: { subject, body }, by, rows, accepted: drawn.filter(({ band }) => band === 'accept').length };
}

export const actions = {
	send: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		const { stop } = (await gatheringOf(reading(db), { call_id: call.id })).call;
		return forForm(data, () => {
			const who = gate.organiser(visitor, call);
			const { day, time } = readForm(SendAtForm, data);
			const sendAt = day ? instantIn(stop.time_zone, day, time) : null;
			if (day && (!sendAt || sendAt <= arrivedAt)) throw fieldsRefused({ day: 'invitations.not-later' });
			return inviteAll(db, who, arrivedAt, sendAt);
		});
	},
	move: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		return forForm(data, () => moveUp(db, gate.organiser(visitor, call), String(data.get('shown') ?? ''), arrivedAt));
	}
};
