import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db.server.ts';
import type { SampleProgramme } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants the halls, who speaks, the sessions with their segments, and releases what is planted. */
export async function plantSessions(tx: Tx, programme: SampleProgramme, ids: Ids): Promise<void> {
	const { halls, sessions, at } = programme;
	const hallIds = new Map(halls.map(({ key }) => [key, randomUUID() as string]));
	const sessionIds = new Map(sessions.map(({ slug }) => [slug, randomUUID() as string]));
	await insertAll(
		tx,
		'halls',
		halls.map(({ key, stop, name, capacity }, position) => ({
			...{ id: must(hallIds, key), stop_id: must(ids.stops, stop), position, name, capacity }
		}))
	);
	await insertAll(
		tx,
		'sessions',
		sessions.map(({ slug, stop, call, hall, title, about, visibility, publicTitle, startsAt, endsAt, expects }) => ({
			...{
				id: must(sessionIds, slug),
				stop_id: must(ids.stops, stop),
				hall_id: must(hallIds, hall),
				slug,
				title,
				about
			},
			...{ call_id: call && must(ids.calls, call), visibility, public_title: publicTitle },
			...{ starts_at: startsAt, ends_at: endsAt, expects, made_at: at }
		}))
	);
	const segments = sessions.flatMap(({ slug, segments }) =>
		segments.map((segment, position) => ({
			...{ id: randomUUID() as string, session_id: must(sessionIds, slug), position, ...segment }
		}))
	);
	await insertAll(tx, 'segments', segments);
	const speakerIds = await plantSpeakers(tx, programme, ids);
	await insertAll(
		tx,
		'session_speakers',
		sessions.flatMap(({ slug, parts }) =>
			parts.map(({ speaker, segment, part }, position) => ({
				...{ session_id: must(sessionIds, slug), speaker_id: must(speakerIds, speaker), part, position },
				segment_id:
					segments.find((one) => one.session_id === sessionIds.get(slug) && one.position === segment)?.id ?? null
			}))
		)
	);
	for (const stop of new Set(sessions.map((one) => one.stop))) await release(tx, must(ids.stops, stop), programme, ids);
}

async function plantSpeakers(tx: Tx, { speakers, tour, at }: SampleProgramme, ids: Ids): Promise<Map<string, string>> {
	const speakerIds = new Map(speakers.map(({ key }) => [key, randomUUID() as string]));
	await insertAll(
		tx,
		'speakers',
		speakers.map(({ key, stop, side, delegate, person, name, title }, nth) => ({
			...{ id: must(speakerIds, key), stop_id: must(ids.stops, stop), side },
			...{ delegate_id: delegate === null ? null : ids.delegates[delegate]!, made_at: new Date(at.getTime() + nth) },
			...{ person_id: person && must(ids.people, person) },
			...{ name: name ?? tour.delegates[delegate!]!.name, title: title ?? tour.delegates[delegate!]!.title }
		}))
	);
	const noted_by = must(ids.people, 'organiser');
	await insertAll(
		tx,
		'speaker_consents',
		speakers.map(({ key, consent }) => ({ speaker_id: must(speakerIds, key), consent, said_at: at, noted_by }))
	);
	await insertAll(
		tx,
		'availabilities',
		speakers.flatMap(({ key, hours }) =>
			hours ? [{ speaker_id: must(speakerIds, key), starts_at: hours[0], ends_at: hours[1] }] : []
		)
	);
	return speakerIds;
}

async function release(tx: Tx, stop_id: string, { at }: SampleProgramme, ids: Ids): Promise<void> {
	const by = must(ids.people, 'organiser');
	const { id } = await tx
		.insertInto('releases')
		.values({ stop_id, version: 1, released_at: at, released_by: by })
		.returning('id')
		.executeTakeFirstOrThrow();
	const shown = await tx.selectFrom('showable_sessions').selectAll().where('stop_id', '=', stop_id).execute();
	await insertAll(
		tx,
		'release_sessions',
		shown.map(({ stop_id: _, ...session }) => ({ ...session, release_id: id, sequence: 0, hours_since: at }))
	);
}
