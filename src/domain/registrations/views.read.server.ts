import type { Db, Reader } from '#lib/db.server.ts';
import { remembering } from '#lib/remember.server.ts';
import { isAccredited } from '#domain/programme/accreditations.read.server.ts';
import { browserHash, tokenOfHold } from './holds.read.server.ts';
import { lotOf, lotStandOf, placeDrawsOf } from './lots.read.server.ts';
import {
	heldBy,
	lineOf,
	otherTalks,
	positionOf,
	registerOf,
	registrationByToken,
	stepsOf,
	talkOf,
	talks
} from './read.server.ts';
import { ticketsOf } from './tickets.read.server.ts';
import { isOpen, keptUntil, left, noRegister, type Coming, type PlaceKind, type Talk } from './rules.ts';

/** A session of this address that the public may see. Refuses any other as if it took no registrations. */
export const seenTalk = remembering(1_000, (db: Reader, slug: string): Promise<Talk> =>
	talks(db)
		.where('sessions.slug', '=', slug)
		.where('sessions.visibility', '=', 'public')
		.executeTakeFirstOrThrow(noRegister)
);

/** What anybody may know of a session, to register for it. */
export const shownTalk = (talk: Talk) => ({
	...{ slug: talk.slug, title: talk.title, hall: talk.hall, host: talk.host, zone: talk.time_zone },
	...{ startsAt: talk.starts_at, endsAt: talk.ends_at, keptUntil: keptUntil(talk) }
});

/** The public's page of a register: the kinds of place this visitor may have, with what is left, and what they hold. */
export async function registerView(db: Reader, slug: string, who: Coming, at: Date) {
	const talk = await seenTalk(db, slug, at);
	const register = await registerOf(db, talk.id);
	const person = who.visitor.person;
	const isPress = person !== null && (await isAccredited(db, person.id, talk.stop_id));
	const kinds = register.kinds.filter(({ audience }) => audience === 'anyone' || isPress);
	const isByLot = register.manner === 'lot';
	const [own, waiting, draws, stands, stop] = await Promise.all([
		heldBy(db, talk.id, browserHash(who.browser)),
		waitingIn(db, talk.id),
		isByLot ? placeDrawsOf(db, talk.id) : [],
		isByLot ? Promise.all(kinds.map((kind) => lotStandOf(db, kind))) : [],
		db.selectFrom('stops').select('slug').where('id', '=', talk.stop_id).executeTakeFirstOrThrow()
	]);
	const isHeld = own !== undefined && own.until! > at;
	return {
		...{ talk: shownTalk(talk), stop: stop.slug, now: at, manner: register.manner, isOpen: isOpen(register, at) },
		...{ opensAt: register.opens_at, closesAt: register.closes_at, isEarly: at < register.opens_at },
		...{ holdMinutes: register.hold_minutes, offerHours: register.offer_hours },
		kinds: kinds.map((kind, nth) => ({
			...{ ...shownKind(kind), waiting: waiting.get(kind.id) ?? 0, stand: stands[nth] ?? null }
		})),
		draws: draws.filter(({ id }) => kinds.some((kind) => kind.id === id)),
		hasPressPlaces: !isPress && register.kinds.some(({ audience }) => audience === 'press'),
		held: isHeld ? { token: tokenOfHold(who.browser, talk.id, own.intent!), until: own.until!, size: own.size } : null
	};
}

const shownKind = (kind: PlaceKind) => ({
	...{ id: kind.id, name: kind.name, companions: kind.companions, left: Math.max(0, left(kind)) },
	...{ capacity: kind.capacity, overbooked: kind.overbooked, noShowPercent: kind.no_show_percent }
});

/** How many wait for each kind of place of a session. */
async function waitingIn(db: Reader, sessionId: string): Promise<Map<string, number>> {
	const rows = await db
		.selectFrom('registrations')
		.select((eb) => ['place_kind_id', eb.fn.countAll<number>().as('count')])
		.where('session_id', '=', sessionId)
		.where('state', '=', 'waiting')
		.groupBy('place_kind_id')
		.execute();
	return new Map(rows.map(({ place_kind_id, count }) => [place_kind_id, count]));
}

/** What somebody sees by their own link: where they stand, why, what has changed, their tickets, and what they may do. */
export async function ownRegistration(db: Db, token: string, at: Date) {
	const own = await registrationByToken(db, token);
	const talk = await talkOf(db, own.session_id);
	const register = await registerOf(db, own.session_id);
	const kind = register.kinds.find(({ id }) => id === own.place_kind_id)!;
	const isOver = own.state === 'held' && own.until! <= at;
	const isByLot = register.manner === 'lot';
	const [position, waiting, steps, tickets, lot, stand, draws, others] = await Promise.all([
		positionOf(db, own),
		lineOf(db, kind.id)
			.clearOrderBy()
			.select((eb) => eb.fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow(),
		stepsOf(db, own.id),
		ticketsOf(db, { registration_id: own.id }, at),
		isByLot ? lotOf(db, own.id) : null,
		isByLot ? lotStandOf(db, kind) : null,
		isByLot ? placeDrawsOf(db, talk.id) : [],
		own.state === 'cancelled' ? otherTalks(db, talk, at) : []
	]);
	return {
		...{
			talk: shownTalk(talk),
			kind: shownKind(kind),
			manner: register.manner,
			now: at,
			position,
			steps,
			tickets: tickets.map(({ name, code, link }) => ({ name, code, link })),
			...{ lot, stand, rank: own.rank, drawnAfter: draws.find(({ id }) => id === kind.id)?.conduct_after }
		},
		...{ state: isOver ? 'expired' : own.state, until: own.until, size: own.size, waiting: waiting.count, others },
		...{ name: own.name ?? '', email: own.email ?? '', affiliation: own.affiliation, companions: own.companions },
		...{ wasHold: own.email === null, hasBegun: at >= talk.starts_at, isOpen: isOpen(register, at) }
	};
}
