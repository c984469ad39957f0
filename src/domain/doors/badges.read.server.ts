import type { Reader } from '#lib/db.server.ts';
import type { Words } from '#lib/words.ts';
import type { Badge } from './badges.rules.ts';

type Of = { id: string; stop_id: string; call_id: string | null };

/** A badge for everybody who may come to a session: one each, also where somebody of the press has registered. */
export async function badgesOf(db: Reader, session: Of): Promise<Badge[]> {
	const [delegation, press, invited, registered] = await Promise.all([
		delegationBadges(db, session.stop_id),
		pressBadges(db, session),
		session.call_id ? invitedBadges(db, session.id, session.call_id) : [],
		registeredBadges(db, session.id)
	]);
	const isPress = new Set(press.map(({ secret }) => secret));
	return [...delegation, ...press, ...invited, ...registered.filter(({ secret }) => !isPress.has(secret))];
}

const plain = { second: '', firm: '', kind: null, secret: null };

/** The guest's people who come to this stop; where nobody's stay is known yet, all of them. */
async function delegationBadges(db: Reader, stopId: string): Promise<Badge[]> {
	const rows = await db
		.selectFrom('delegates')
		.innerJoin('tours', 'tours.id', 'delegates.tour_id')
		.innerJoin('stops', 'stops.tour_id', 'tours.id')
		.leftJoin('stays', (join) =>
			join.onRef('stays.delegate_id', '=', 'delegates.id').onRef('stays.stop_id', '=', 'stops.id')
		)
		.select(['delegates.id', 'delegates.name', 'guest_organisation as firm', 'stays.delegate_id as stays'])
		.where('stops.id', '=', stopId)
		.execute();
	const coming = rows.filter(({ stays }) => stays);
	return (coming.length ? coming : rows).map(({ id, name, firm }) => {
		const { ko, en } = name as Words;
		const firms = firm as Words;
		const both = firms.ko === firms.en ? firms.ko : `${firms.ko} · ${firms.en}`;
		return { ...plain, key: id, group: 'delegation' as const, name: ko, second: en === ko ? '' : en, firm: both };
	});
}

/** The accredited press of the stop, each with their ticket to this session where they have one. */
async function pressBadges(db: Reader, session: Of): Promise<Badge[]> {
	const rows = await db
		.selectFrom('accredited')
		.innerJoin('accreditations', (join) =>
			join
				.onRef('accreditations.stop_id', '=', 'accredited.stop_id')
				.onRef('accreditations.person_id', '=', 'accredited.person_id')
		)
		.innerJoin('people', 'people.id', 'accredited.person_id')
		.leftJoin('registrations', (join) =>
			join
				.onRef('registrations.email', '=', 'people.email')
				.on('registrations.session_id', '=', session.id)
				.on('registrations.state', '=', 'registered')
		)
		.leftJoin('tickets', (join) =>
			join
				.onRef('tickets.registration_id', '=', 'registrations.id')
				.on('tickets.nth', '=', 0)
				.on('tickets.revoked_at', 'is', null)
		)
		.select(['accreditations.id', 'people.name', 'outlet', 'secret'])
		.where('accredited.stop_id', '=', session.stop_id)
		.where('outlet', '<>', '')
		.execute();
	return rows.map(({ id, name, outlet, secret }) => ({
		...{ ...plain, key: id, group: 'press' as const, name: name || outlet, firm: outlet, secret }
	}));
}

/** Who comes for the invited organisations: admitted, and in nobody's place any more. */
async function invitedBadges(db: Reader, sessionId: string, callId: string): Promise<Badge[]> {
	const rows = await db
		.selectFrom('attendees')
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.innerJoin('applications', 'applications.id', 'application_id')
		.innerJoin('organisations', 'organisations.id', 'organisation_id')
		.leftJoin('tickets', (join) =>
			join
				.onRef('tickets.attendee_id', '=', 'attendees.id')
				.on('tickets.session_id', '=', sessionId)
				.on('tickets.revoked_at', 'is', null)
		)
		.select(['attendees.id', 'attendees.name', 'organisations.name as firm', 'secret'])
		.where('invitations.call_id', '=', callId)
		.where('admitted_at', 'is not', null)
		.where('ended_at', 'is', null)
		.execute();
	return rows.map(({ id, name, firm, secret }) => ({
		...plain,
		key: id,
		group: 'invited' as const,
		name,
		firm,
		secret
	}));
}

/** Everybody with a ticket of a registration: who registered and who comes with them. */
async function registeredBadges(db: Reader, sessionId: string): Promise<Badge[]> {
	const rows = await db
		.selectFrom('tickets')
		.innerJoin('registrations', 'registrations.id', 'registration_id')
		.innerJoin('place_kinds', 'place_kinds.id', 'place_kind_id')
		.select(['tickets.id', 'tickets.name', 'affiliation', 'place_kinds.name as kind', 'secret', 'nth'])
		.where('tickets.session_id', '=', sessionId)
		.where('revoked_at', 'is', null)
		.execute();
	return rows.map(({ id, name, affiliation, kind, secret, nth }) => ({
		...{ ...plain, key: id, group: 'registered' as const, name, firm: nth === 0 ? affiliation : '' },
		...{ kind: kind as Words, secret }
	}));
}
