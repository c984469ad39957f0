import { redirect } from '@sveltejs/kit';
import { QUICKNET } from '#draw';
import { lookalikesLeft } from '#domain/applications/lookalikes.read.server.ts';
import { actStanding } from '#domain/approvals/read.server.ts';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { featureNames } from '#domain/draws/lots.rules.ts';
import { Preparation, SealForm } from '#domain/draws/form.ts';
import { askedWitnesses, drawOfCall, freezeOf, rehearsalsOf, sealOf, witnessesOf } from '#domain/draws/read.server.ts';
import { sealPreview } from '#domain/draws/plan.read.server.ts';
import { rehearseDraw } from '#domain/draws/rehearsals.write.server.ts';
import { sealShown } from '#domain/draws/shown.read.server.ts';
import { beaconSilent } from '#domain/draws/rules.ts';
import { sealDraw } from '#domain/draws/seal.write.server.ts';
import { voidsOf } from '#domain/draws/voids.read.server.ts';
import { prepareDraw } from '#domain/draws/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hasRole } from '#domain/people/rules.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { beaconAnswers } from '#lib/beacon.server.ts';
import { clockAheadMs } from '#lib/clock.server.ts';
import { codeDigest } from '#lib/code.server.ts';
import { reading } from '#lib/db.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { beaconUrls } from '#lib/settings.server.ts';

export async function load({ params, locals: { db, visitor, arrivedAt } }) {
	const read = reading(db);
	const call = await callBySlug(read, params.call);
	const { personId } = gate.auditor(visitor, call);
	const [whole, draw, freeze, rehearsals, lookalikes] = await Promise.all([
		wholeCall(read, call),
		drawOfCall(read, call.id),
		freezeOf(read, call.id),
		rehearsalsOf(read, call.id),
		lookalikesLeft(read, call.id)
	]);
	const shown = await sealShown(read, whole);
	const sealed = freeze && !draw?.sealed_at ? await sealPreview(read, whole, arrivedAt) : null;
	const who = { personId, callId: call.id, hostId: call.host_id };
	const trackName = { ko: m.draw_track({}, { locale: 'ko' }), en: m.draw_track({}, { locale: 'en' }) };
	return {
		...{ draw, rehearsals, zone: whole.stop.time_zone, now: arrivedAt, mayChange: hasRole(visitor, 'organiser', call) },
		call: { slug: call.slug, title: call.title, draw_at: call.draw_at },
		...{ isFrozen: Boolean(freeze), lookalikes },
		second: shown && (await actStanding(read, who, { act: 'draw-seal', shown }, arrivedAt)),
		names: featureNames(whole, trackName),
		preview: sealed && 'tracks' in sealed ? sealed : null,
		begunAt: sealed && 'begunAt' in sealed ? sealed.begunAt : null,
		voids: await voidsOf(read, call.id),
		witnesses: draw ? await witnessesOf(read, draw.id) : [],
		asked: draw && !draw.sealed_at ? await askedWitnesses(read, draw.id) : [],
		round: draw?.sealed_at ? ((await sealOf(read, draw.id)).seal.randomness.beacon?.round ?? null) : null,
		beacon: draw?.sealed_at ? null : beaconAnswers(beaconUrls, QUICKNET.hash)
	};
}

export const actions = {
	prepare: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		return forForm(data, async () => {
			const form = readForm(Preparation, data);
			if (form.usesBeacon && !(await beaconAnswers(beaconUrls, QUICKNET.hash))) throw beaconSilent();
			const whole = await wholeCall(reading(db), call);
			await prepareDraw(db, who, { call: whole, form }, arrivedAt);
		});
	},
	seal: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const who = gate.organiser(visitor, call);
		const data = await request.formData();
		return forForm(data, () => {
			readForm(SealForm, data);
			const clocks = { aheadMs: clockAheadMs(), codeDigest: codeDigest('packages/draw') };
			return sealDraw(db, who, clocks, arrivedAt);
		});
	},
	rehearse: async ({ request, params, locals: { db, visitor, arrivedAt } }) => {
		const call = await callBySlug(reading(db), params.call);
		const data = await request.formData();
		const answer = await forForm(data, () => rehearseDraw(db, gate.organiser(visitor, call), arrivedAt));
		if ('done' in answer) redirect(303, `/draws/${answer.done}`);
		return answer;
	}
};
