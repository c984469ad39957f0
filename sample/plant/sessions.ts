import { randomUUID } from 'node:crypto';
import type { Tx } from '#lib/db.server.ts';
import type { SampleProgramme } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

/** Plants the halls, and the sessions with their segments. */
export async function plantSessions(tx: Tx, { halls, sessions, at }: SampleProgramme, ids: Ids): Promise<void> {
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
		sessions.map(({ slug, stop, call, hall, title, about, visibility, publicTitle, startsAt, endsAt }) => ({
			...{
				id: must(sessionIds, slug),
				stop_id: must(ids.stops, stop),
				hall_id: must(hallIds, hall),
				slug,
				title,
				about
			},
			...{ call_id: call && must(ids.calls, call), visibility, public_title: publicTitle },
			...{ starts_at: startsAt, ends_at: endsAt, made_at: at }
		}))
	);
	await insertAll(
		tx,
		'segments',
		sessions.flatMap(({ slug, segments }) =>
			segments.map((segment, position) => ({ session_id: must(sessionIds, slug), position, ...segment }))
		)
	);
}
