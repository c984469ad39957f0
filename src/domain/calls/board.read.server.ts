import type { Reader } from '#lib/db.server.ts';
import { onBoard, onBoardDays, type BoardCall } from './board.rules.ts';
import { wholeCall } from './read.server.ts';

/** The calls that stand on the board at `at`: published, not a later round, and not long closed; soonest deadline first. */
export async function boardCalls(db: Reader, at: Date): Promise<BoardCall[]> {
	const calls = await db
		.selectFrom('calls')
		.selectAll()
		.where('published_at', 'is not', null)
		.where('follows_id', 'is', null)
		.where('closes_at', '>', new Date(at.getTime() - onBoardDays * 86_400_000))
		.orderBy('closes_at')
		.orderBy('slug')
		.execute();
	return Promise.all(
		calls.map(async (call) =>
			onBoard(
				await wholeCall(db, call),
				(await liveKeys(db, call)).map(({ public_key }) => public_key)
			)
		)
	);
}

/** The keys by which a later deadline of a call is announced: of those who organise it now, one a person. */
export function liveKeys(db: Reader, call: { id: string; host_id: string }) {
	return db
		.selectFrom('announcement_keys')
		.select(['public_key', 'announcement_keys.person_id'])
		.where('announcement_keys.host_id', '=', call.host_id)
		.where('announcement_keys.ended_at', 'is', null)
		.where((eb) =>
			eb.exists(
				eb
					.selectFrom('roles')
					.select('roles.id')
					.whereRef('roles.person_id', '=', 'announcement_keys.person_id')
					.where('roles.host_id', '=', call.host_id)
					.where('role', '=', 'organiser')
					.where('roles.ended_at', 'is', null)
					.where((of) => of.or([of('call_id', 'is', null), of('call_id', '=', call.id)]))
			)
		)
		.orderBy('made_at')
		.execute();
}

/** The journal's newest line, and whether any after a known one tells of something that the board shows. */
export async function changedForBoard(db: Reader, after: number): Promise<{ head: number; isChanged: boolean }> {
	const { seq: head } = await db.selectFrom('journal_head').select('seq').executeTakeFirstOrThrow();
	if (head <= after) return { head, isChanged: false };
	const row = await db
		.selectFrom('journal')
		.select('seq')
		.where('seq', '>', after)
		.where('seq', '<=', head)
		.where('verb', 'in', shown)
		.limit(1)
		.executeTakeFirst();
	return { head, isChanged: row !== undefined };
}

const shown = [
	...[
		'call.published',
		'call.changed',
		'deadline.approved',
		'deadline.adopted',
		'deadline.not-adopted',
		'stop.changed'
	],
	...['announcement.key-made', 'announcement.key-ended', 'role.given', 'role.ended', 'host.opened']
];

/** The keys of a host's organisers, with whose they are, the newest first. */
export function announcementKeys(db: Reader, hostId: string) {
	return db
		.selectFrom('announcement_keys')
		.innerJoin('people', 'people.id', 'person_id')
		.select(['announcement_keys.id', 'public_key', 'announcement_keys.made_at', 'ended_at', 'person_id'])
		.select(['people.name', 'people.email'])
		.where('announcement_keys.host_id', '=', hostId)
		.where('ended_at', 'is', null)
		.orderBy('announcement_keys.made_at', 'desc')
		.execute();
}

/** What became of what was announced for a host's calls while the program was away, the newest first. */
export function judgedExtensions(db: Reader, hostId: string) {
	return db
		.selectFrom('announced_extensions')
		.innerJoin('calls', 'calls.id', 'call_id')
		.innerJoin('stops', 'stops.id', 'calls.stop_id')
		.select(['hash', 'notice', 'refused', 'judged_at', 'calls.title', 'calls.slug', 'stops.time_zone as zone'])
		.where('calls.host_id', '=', hostId)
		.orderBy('judged_at', 'desc')
		.limit(20)
		.execute();
}

/** Which of these were judged before, by their hashes. */
export async function judgedBefore(db: Reader, hashes: string[]): Promise<Set<string>> {
	if (hashes.length === 0) return new Set();
	const rows = await db.selectFrom('announced_extensions').select('hash').where('hash', 'in', hashes).execute();
	return new Set(rows.map(({ hash }) => hash));
}
