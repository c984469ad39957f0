import { redirect, type RequestEvent } from '@sveltejs/kit';
import { callsInRoles, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { hostsOrganised, notFound, type Visitor } from '#domain/people/rules.ts';
import { setUpAt } from '#domain/registrations/setup.read.server.ts';
import { raiseDelegate, removeDelegate, saveDelegate } from '#domain/tours/delegates.write.server.ts';
import { DelegateForm, StopForm, TourForm } from '#domain/tours/form.ts';
import { tourBySlug, wholeTour } from '#domain/tours/read.server.ts';
import { tourNotFound, type HostedStop, type WholeTour } from '#domain/tours/rules.ts';
import { sharedRules } from '#domain/tours/shared.rules.ts';
import { addStop, saveStop } from '#domain/tours/stops.write.server.ts';
import { saveTour } from '#domain/tours/write.server.ts';
import { forForm, readForm } from '#lib/answer.server.ts';
import { reading, type Db } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { rulesOf } from './call-rules.ts';

export async function load({ params, url, locals: { db, visitor, locale } }) {
	const { tour, hosts } = await ownTour(db, visitor, params.tour);
	const stopIds = new Set(tour.stops.map(({ id }) => id));
	const inRoles = await callsInRoles(
		reading(db),
		hosts.map((hostId) => ({ hostId, callId: null }))
	);
	const own = inRoles.filter(({ stop_id, follows_id }) => stopIds.has(stop_id) && !follows_id);
	const [calls, stops] = await Promise.all([
		Promise.all(own.map((call) => wholeCall(reading(db), call))),
		setUpAt(reading(db), tour.id, hosts)
	]);
	const { slug, title, about, guest_name, guest_title, guest_organisation } = tour;
	return {
		tour: { slug, title, about, guest_name, guest_title, guest_organisation },
		others: tour.stops.length - stops.length,
		delegates: tour.delegates.map(({ id, name, title, is_principal }) => ({ id, name, title, is_principal })),
		facts: tour.stops.filter(({ host_id }) => !host_id || hosts.includes(host_id)).map(factsOf),
		rules: sharedRules(calls.map((call) => rulesOf(call, locale))),
		calls: calls.map(({ slug, title, stop_id, criteria, quotas, published_at }) => ({
			...{ slug, title, stop_id, published_at, criteria: criteria.length, quotas: quotas.length }
		})),
		...{ stops, saved: url.searchParams.has('saved') }
	};
}

export const actions = {
	save: (event) =>
		acting(event, ({ db, who, tour, data, at }) =>
			saveTour(db, who, { tourId: tour.id, form: readForm(TourForm, data) }, at)
		),
	stop: (event) =>
		acting(event, async ({ db, who, tour, data, at }) => {
			const form = readForm(StopForm, data);
			if (data.get('stop') === 'new') await addStop(db, who, { tourId: tour.id, form }, at);
			else await saveStop(db, who, { tourId: tour.id, stopId: idIn(data, 'stop'), form }, at);
		}),
	delegate: (event) =>
		acting(event, ({ db, who, tour, data, at }) => {
			const delegateId = data.get('delegate') === 'new' ? null : idIn(data, 'delegate');
			return saveDelegate(db, who, { tourId: tour.id, delegateId, form: readForm(DelegateForm, data) }, at);
		}),
	raise: (event) =>
		acting(event, ({ db, who, tour, data, at }) =>
			raiseDelegate(db, who, { tourId: tour.id, delegateId: idIn(data, 'delegate') }, at)
		),
	remove: (event) =>
		acting(event, ({ db, who, tour, data, at }) =>
			removeDelegate(db, who, { tourId: tour.id, delegateId: idIn(data, 'delegate') }, at)
		)
};

// What is no id is nobody's.
function idIn(data: FormData, name: string): string {
	const id = String(data.get(name));
	if (!isId(id)) throw notFound();
	return id;
}

type Acting = { db: Db; who: ReturnType<typeof gate.hostOrganiser>; tour: WholeTour; data: FormData; at: Date };

async function acting(event: RequestEvent & { params: { tour: string } }, act: (acting: Acting) => Promise<void>) {
	const { db, visitor, arrivedAt: at } = event.locals;
	const data = await event.request.formData();
	const { tour, hosts } = await ownTour(db, visitor, event.params.tour);
	// Whoever organises for several hosts acts for the one whose stop it is.
	const host = tour.stops.find(({ id }) => id === data.get('stop'))?.host_id ?? hosts[0]!;
	const answer = await forForm(data, () => act({ db, who: gate.hostOrganiser(visitor, host), tour, data, at }));
	if ('done' in answer) redirect(303, `${event.url.pathname}?saved`);
	return answer;
}

function factsOf(stop: HostedStop) {
	const { id, slug, city, country, time_zone, starts_on, ends_on, hall, address, latitude, longitude } = stop;
	const facts = { city, country, time_zone, starts_on, ends_on, hall, address, latitude, longitude };
	return { id, slug, ...facts, isOurs: stop.host_id !== null };
}

/** A tour and the visitor's hosts that invite to stops of it. A tour with none of theirs is not there. */
async function ownTour(db: Db, visitor: Visitor, slug: string) {
	const tour = await wholeTour(reading(db), await tourBySlug(reading(db), slug));
	const hosts = hostsOrganised(visitor).filter((id) => tour.stops.some(({ host_id }) => host_id === id));
	if (hosts.length === 0) throw tourNotFound();
	return { tour, hosts };
}
