import type { Reader } from '#lib/db.server.ts';
import { lotCounts } from '#domain/draws/lots.read.server.ts';
import { sealOf } from '#domain/draws/read.server.ts';
import type { PublicSession } from '#domain/programme/public.rules.ts';
import { sessionBySlug } from '#domain/programme/read.server.ts';
import { newestRelease, publicSessions } from '#domain/programme/releases.read.server.ts';
import { shownIn } from '#domain/questions/read.server.ts';
import { delegatesOf, tourOf } from '#domain/tours/read.server.ts';
import type { Stop } from '#domain/tours/rules.ts';
import { countFigures, figuresOfStop } from './figures.read.server.ts';
import type { Asked, Counted, DrawProof, Parts, People, Ran } from './parts.rules.ts';
import { promisesOfStop } from './promises.read.server.ts';
import { publicQuotes } from './quotes.read.server.ts';

/** All that the public may know of a stop and that parts of its record are drawn from, as it stands at an instant. */
export async function partsOf(db: Reader, stop: Stop, at: Date): Promise<Parts> {
	const release = await newestRelease(db, stop.id);
	const all = release ? await publicSessions(db, release.id) : [];
	const sessions = all.filter(({ shown, isMasked }) => !shown.cancelled && !isMasked);
	const [people, questions, draw, quotes, promises] = await Promise.all([
		peopleAt(db, stop, sessions),
		askedIn(db, sessions),
		drawnFor(db, stop.id),
		publicQuotes(db, stop.id, at),
		promisesOfStop(db, stop.id, at)
	]);
	const counted = await countedAt(db, stop, draw !== null);
	return { people, programme: sessions.map(ranOf), questions, counted, draw, quotes, promises };
}

/** A stop's published figures; before there are any, what can be counted once its draw is over. */
async function countedAt(db: Reader, stop: Stop, isDrawn: boolean): Promise<Counted> {
	const told = await figuresOfStop(db, stop.id);
	if (told) return { figures: told.figures.figures, counted_at: told.counted_at };
	const { figures } = isDrawn ? await countFigures(db, stop.id, stop.time_zone) : { figures: [] };
	return { figures, counted_at: null };
}

const ranOf = ({ shown, from, to, segments }: PublicSession): Ran => ({
	...{ slug: shown.slug!, title: shown.title, hall: shown.hall?.name ?? null, from },
	to: segments.at(-1)?.ended_at ?? to,
	segments: segments.map((one) => ({
		...{ id: one.id, title: one.title, from: one.from, to: one.to, minutes: one.minutes },
		ran: one.began_at !== null
	}))
});

// A delegation is the tour's; who of it has a stay here, or speaks here, came.
async function peopleAt(db: Reader, stop: Stop, sessions: PublicSession[]): Promise<People> {
	const [tour, delegates, stays] = await Promise.all([
		tourOf(db, stop),
		delegatesOf(db, stop.tour_id),
		db.selectFrom('stays').select('delegate_id').where('stop_id', '=', stop.id).execute()
	]);
	const spoken = sessions.flatMap(({ shown }) => shown.speakers);
	const names = new Set(delegates.map(({ name }) => name.en));
	const speaks = (name: string) => spoken.some((one) => one.name.en === name);
	const came = delegates.filter(({ id, name }) => stays.some((stay) => stay.delegate_id === id) || speaks(name.en));
	const others = spoken.filter(({ name }, at) => {
		return !names.has(name.en) && spoken.findIndex((one) => one.name.en === name.en) === at;
	});
	return {
		guest: tour.guest_organisation,
		delegates: (came.length ? came : delegates).map(({ name, title }) => ({ name, title })),
		speakers: others.map(({ name, title }) => ({ name, title }))
	};
}

async function askedIn(db: Reader, sessions: PublicSession[]): Promise<Asked[]> {
	const asked = await Promise.all(
		sessions.map(async ({ shown }) => {
			const session = await sessionBySlug(db, shown.slug!);
			const questions = await shownIn(db, session);
			return session.segments.map(({ id, title }) => ({
				...{ id, title, session: shown.title, slug: shown.slug! },
				questions: questions
					.filter(({ segment_id, state }) => segment_id === id && state === 'answered')
					.map(({ id, text, locale, translation, name, firm }) => ({
						...{ id, text, locale, translation: translation ?? '', answered: true },
						by: [firm, name].filter(Boolean).join(' · ')
					}))
			}));
		})
	);
	return asked.flat().filter(({ questions }) => questions.length > 0);
}

// Of a call whose draw is not conducted yet, nothing is told.
async function drawnFor(db: Reader, stopId: string): Promise<DrawProof | null> {
	const row = await db
		.selectFrom('draws')
		.innerJoin('calls', 'calls.id', 'draws.call_id')
		.innerJoin('seals', 'seals.draw_id', 'draws.id')
		.innerJoin('draw_results', 'draw_results.draw_id', 'draws.id')
		.select(['draws.id', 'draws.slug', 'calls.slug as callSlug', 'calls.title', 'digest', 'sealed_at', 'conducted_at'])
		.where('calls.stop_id', '=', stopId)
		.where('calls.published_at', 'is not', null)
		.where('draws.tag', '=', 'draw')
		.orderBy('conducted_at', 'desc')
		.limit(1)
		.executeTakeFirst();
	if (!row) return null;
	const [{ seal }, counts] = await Promise.all([sealOf(db, row.id), lotCounts(db, row.id)]);
	return {
		...{ id: row.id, slug: row.slug, call: { slug: row.callSlug, title: row.title } },
		...{ digest: row.digest, rosterRoot: seal.roster.root, entrants: counts.all },
		...{ places: seal.rules.places, drawn: counts.drawn, sealedAt: row.sealed_at, conductedAt: row.conducted_at },
		beaconRound: seal.randomness.beacon?.round ?? null
	};
}
