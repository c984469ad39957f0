import { countsOf } from '#domain/applications/counts.read.server.ts';
import { callsInRoles } from '#domain/calls/read.server.ts';
import { drawGlances } from '#domain/draws/drawn.read.server.ts';
import { hostsOrganised } from '#domain/people/rules.ts';
import { stopsOfHosts } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { assistant } from '#lib/settings.server.ts';

export async function load({ url, locals: { db, visitor, arrivedAt } }) {
	const roles = visitor.roles.filter((given) => given.role === 'organiser' || given.role === 'auditor');
	const calls = await callsInRoles(reading(db), roles);
	const ids = calls.map((call) => call.id);
	const hosts = hostsOrganised(visitor);
	const [counts, draws, stops] = await Promise.all([
		countsOf(reading(db), ids),
		drawGlances(reading(db), ids),
		stopsOfHosts(reading(db), hosts)
	]);
	const own = stops.map(({ slug, city, starts_on, ends_on }) => ({ slug, city, starts_on, ends_on }));
	const tours = new Map(stops.map(({ tourSlug: slug, tourTitle: title }) => [slug, { slug, title }]));
	const made = own.find(({ slug }) => slug === url.searchParams.get('made'))?.slug ?? null;
	const mayLook = roles.some(({ callId }) => callId === null);
	return {
		hasAssistant: assistant !== null && hosts.length > 0,
		calls: calls.map(({ id, ...call }) => ({
			...glanceOf(call),
			live: counts[id]?.live ?? 0,
			isDrawn: draws[id]?.isDrawn ?? false
		})),
		...{ mayLook, stops: own, made, mayMake: hosts.length > 0, now: arrivedAt },
		tours: [...tours.values()]
	};
}

type Listed = Omit<Awaited<ReturnType<typeof callsInRoles>>[number], 'id'>;

/** What the page shows of a call: of a hundred it is not given what each says in whole. */
const glanceOf = ({ slug, notice_number, title, city, host, zone, places, ...call }: Listed) => ({
	...{ slug, notice_number, title, city, host, zone, places: places ?? 0 },
	published_at: call.published_at,
	opens_at: call.opens_at,
	closes_at: call.closes_at,
	review_until: call.review_until,
	draw_at: call.draw_at
});
