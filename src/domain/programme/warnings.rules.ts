import type { Words } from '#lib/words.ts';
import { clockIn } from '#lib/zone.ts';
import { after, minutesBetween } from './minutes.rules.ts';

/** A session as far as it can be in the way of others. */
export type Placed = {
	id: string;
	starts_at: Date;
	ends_at: Date;
	hall_id: string | null;
	cancelled_at: Date | null;
	expects: number | null;
	segments: { id: string; minutes: number }[];
	speakers: { id: string; segment: string | null }[];
};

/** Somebody who speaks: when they can be had (with no hours, always), and when they are in the place. */
export type Bound = {
	id: string;
	name: Words;
	isPrincipal: boolean;
	hours: { starts_at: Date; ends_at: Date }[];
	arrives_at: Date | null;
	leaves_at: Date | null;
};

export type Place = { id: string; name: Words; capacity: number | null };
export type Around = {
	zone: string;
	first: string;
	last: string;
	travelMinutes: number;
	halls: Place[];
	speakers: Bound[];
};

/** What stands in the way: of which session, what, with which other, of whom, by how much. */
export type Warning = {
	kind: WarningKind;
	session: string;
	other?: string;
	who?: Words;
	hall?: Words;
	minutes?: number;
	count?: number;
	most?: number;
};
export type WarningKind =
	('hall' | 'speaker' | 'travel' | 'away' | 'not-arrived') | ('segments' | 'outside' | 'capacity' | 'no-hall');

/** Everything in the programme that will not work, in the order of the day. Cancelled sessions are in nobody's way. */
export function warningsOf(sessions: Placed[], around: Around): Warning[] {
	const live = sessions.filter(({ cancelled_at }) => !cancelled_at).sort((a, b) => +a.starts_at - +b.starts_at);
	return [
		...live.flatMap((one) => alone(one, around)),
		...clashes(live, around),
		...live.flatMap((one) => unavailable(one, around)),
		...journeys(live, around)
	];
}

function alone(one: Placed, { zone, first, last, halls }: Around): Warning[] {
	const found: Warning[] = [];
	const minutes = one.segments.reduce((sum, segment) => sum + segment.minutes, 0);
	const over = minutes - minutesBetween(one.starts_at, one.ends_at);
	if (over > 0) found.push({ kind: 'segments', session: one.id, minutes: over });
	const [day, until] = [clockIn(zone, one.starts_at).day, clockIn(zone, one.ends_at, true).day];
	if (day < first || until > last) found.push({ kind: 'outside', session: one.id });
	const hall = halls.find(({ id }) => id === one.hall_id);
	if (!hall) found.push({ kind: 'no-hall', session: one.id });
	if (hall?.capacity && one.expects && one.expects > hall.capacity)
		found.push({ kind: 'capacity', session: one.id, hall: hall.name, count: one.expects, most: hall.capacity });
	return found;
}

const meet = (one: Hours, other: Hours) => one.starts_at < other.ends_at && other.starts_at < one.ends_at;
type Hours = { starts_at: Date; ends_at: Date };

/** When somebody is needed in a session: in their segments, or all of it. */
function hoursOf(session: Placed, speaker: string): Hours[] {
	const parts = session.speakers.filter(({ id }) => id === speaker);
	if (parts.some(({ segment }) => segment === null)) return [session];
	let offset = 0;
	return session.segments.flatMap(({ id, minutes }) => {
		const starts_at = after(session.starts_at, offset);
		offset += minutes;
		return parts.some(({ segment }) => segment === id)
			? [{ starts_at, ends_at: after(session.starts_at, offset) }]
			: [];
	});
}

const speakersIn = (session: Placed) => [...new Set(session.speakers.map(({ id }) => id))];

function clashes(live: Placed[], { halls, speakers }: Around): Warning[] {
	const found: Warning[] = [];
	for (const [index, one] of live.entries()) {
		// In the order of their beginning: behind the first that begins after this one ends, none meets it.
		for (const other of live.slice(index + 1)) {
			if (other.starts_at >= one.ends_at) break;
			const pair = { session: one.id, other: other.id };
			if (one.hall_id && one.hall_id === other.hall_id)
				found.push({ kind: 'hall', ...pair, hall: halls.find(({ id }) => id === one.hall_id)!.name });
			for (const id of speakersIn(one).filter((each) => speakersIn(other).includes(each))) {
				if (!hoursOf(one, id).some((hours) => hoursOf(other, id).some((theirs) => meet(hours, theirs)))) continue;
				found.push({ kind: 'speaker', ...pair, who: speakers.find((each) => each.id === id)!.name });
			}
		}
	}
	return found;
}

function unavailable(one: Placed, { speakers }: Around): Warning[] {
	return speakersIn(one).flatMap((id) => {
		const speaker = speakers.find((each) => each.id === id)!;
		const needed = hoursOf(one, id);
		const isIn = (hours: Hours) =>
			speaker.hours.some((each) => each.starts_at <= hours.starts_at && hours.ends_at <= each.ends_at);
		const about = { session: one.id, who: speaker.name };
		const found: Warning[] = [];
		if (speaker.hours.length && !needed.every(isIn)) found.push({ kind: 'away', ...about });
		const { arrives_at, leaves_at } = speaker;
		const isHere = (hours: Hours) =>
			(!arrives_at || arrives_at <= hours.starts_at) && (!leaves_at || hours.ends_at <= leaves_at);
		if (!needed.every(isHere)) found.push({ kind: 'not-arrived', ...about });
		return found;
	});
}

/** Where a principal has less time from one hall to the next than the way takes. */
function journeys(live: Placed[], { speakers, travelMinutes }: Around): Warning[] {
	return speakers
		.filter(({ isPrincipal }) => isPrincipal)
		.flatMap(({ id, name }) => {
			const own = live
				.flatMap((session) => hoursOf(session, id).map((hours) => ({ session, ...hours })))
				.sort((a, b) => +a.starts_at - +b.starts_at);
			return own.flatMap((next, index) => {
				const last = own[index - 1];
				if (!last || last.session.hall_id === next.session.hall_id) return [];
				const minutes = minutesBetween(last.ends_at, next.starts_at);
				if (minutes < 0 || minutes >= travelMinutes) return [];
				return [
					{ kind: 'travel', session: last.session.id, other: next.session.id, who: name, minutes, most: travelMinutes }
				] satisfies Warning[];
			});
		});
}
