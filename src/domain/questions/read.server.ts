import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '#lib/db.server.ts';
import { isId } from '#lib/ids.ts';
import { hashed } from '#lib/secret.server.ts';
import type { GivenRole } from '#domain/people/rules.ts';
import { sessionNotFound, type WholeSession } from '#domain/programme/rules.ts';
import { ordered, type Way } from './order.rules.ts';
import { questionNotFound, shownStates, type Audience, type Question } from './rules.ts';

/** How questions are taken in a segment where nobody has said otherwise. */
export const usualFloor = { is_open: true, way: 'votes' as Way, seed: '', seed_from: 'chance', most_each: 3 };

/** How questions are taken in each of a session's segments, by the segment's id. */
export async function floorsOf(db: Reader, session: WholeSession) {
	const ids = session.segments.map(({ id }) => id);
	if (ids.length === 0) return new Map<string, Floor>();
	const rows = await db.selectFrom('floors').selectAll().where('segment_id', 'in', ids).execute();
	const kept = new Map(rows.map((row) => [row.segment_id, { ...row, way: row.way as Way }]));
	return new Map<string, Floor>(ids.map((id) => [id, kept.get(id) ?? { ...usualFloor, field_key: null }]));
}

export type Floor = typeof usualFloor & { field_key: string | null };

/** The asker this person, or this browser, is in a session, if they have asked or voted there. */
export async function askerOf(db: Reader, sessionId: string, { visitor, browser }: Omit<Audience, 'address'>) {
	const { person } = visitor;
	return db
		.selectFrom('askers')
		.selectAll()
		.where('session_id', '=', sessionId)
		.where((eb) => (person ? eb('person_id', '=', person.id) : eb('browser_hash', '=', browserHash(browser))))
		.executeTakeFirst();
}

/** By what a browser is known among the askers: nothing that it could be found by elsewhere. */
export const browserHash = (browser: string): Buffer => hashed(`asker ${browser}`);

// Of a question and of those merged into it, each asker once; who is banned counts no more.
const votes = sql<number>`(select count(distinct question_votes.asker_id)::int from question_votes
	join questions voted on voted.id = question_id join askers voter on voter.id = question_votes.asker_id
	where coalesce(voted.merged_into, voted.id) = questions.id and taken_back_at is null and voter.banned_at is null)`;

const newest = (what: RawBuilder<unknown>) =>
	sql`(select ${what} from question_translations where question_id = questions.id order by question_translations.id desc limit 1)`;

function questions(db: Reader) {
	return db
		.selectFrom('questions')
		.innerJoin('askers', 'askers.id', 'questions.asker_id')
		.leftJoin('applications', 'applications.id', 'questions.application_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.selectAll('questions')
		.select(['askers.banned_at', 'applications.number', 'tracks.key as group', 'tracks.name as group_name'])
		.select(votes.as('votes'))
		.select(
			newest(sql`text`)
				.$castTo<string | null>()
				.as('translation')
		)
		.select(
			newest(sql`id`)
				.$castTo<number | null>()
				.as('translation_id')
		);
}

/** A question with its votes, its translation and where it comes from, as those see it who moderate. */
export type Queued = Awaited<ReturnType<typeof queueOf>>[number];

/** Everything asked in a session, oldest first: for who moderates it. */
export function queueOf(db: Reader, sessionId: string) {
	return questions(db)
		.where('questions.session_id', '=', sessionId)
		.orderBy('questions.asked_at')
		.orderBy('questions.id')
		.execute();
}

/** What of a session's questions everybody may see. Who is asked for here, and nothing else, leaves the house. */
export async function shownIn(db: Reader, session: WholeSession) {
	const [rows, floors, spent] = await Promise.all([
		questions(db)
			.where('questions.session_id', '=', session.id)
			.where('questions.state', 'in', shownStates)
			.where('questions.merged_into', 'is', null)
			.where('askers.banned_at', 'is', null)
			.execute(),
		floorsOf(db, session),
		spentIn(db, session.id)
	]);
	return session.segments.flatMap((segment) => {
		const floor = floors.get(segment.id)!;
		const own = rows.filter(({ segment_id }) => segment_id === segment.id).map(asWaiting);
		const spentMs = spent.get(segment.id) ?? new Map<string, number>();
		const segmentMs = segment.minutes * 60_000;
		return ordered(own, { way: floor.way, seed: floor.seed, spentMs, segmentMs }).map(shown);
	});
}

type Row = Awaited<ReturnType<typeof queueOf>>[number];

/** A question as its order in the queue is decided: by firm, or by asker where no firm speaks. */
export const asWaiting = (row: Row) => ({
	...row,
	party: row.number ?? row.asker_id,
	group: row.group ?? '',
	isPinned: row.is_pinned,
	askedAt: row.asked_at
});

const shown = ({
	id,
	segment_id,
	text,
	locale,
	translation,
	translation_id,
	name,
	firm,
	state,
	state_at,
	is_pinned,
	votes
}: Row) => ({
	...{
		id,
		segment_id,
		text,
		locale,
		translation,
		over: translation_id ?? 0,
		name,
		firm,
		state,
		state_at,
		is_pinned,
		votes
	}
});

/** A question as everybody may see it. */
export type Shown = Awaited<ReturnType<typeof shownIn>>[number];

/** How long each group has had the floor so far in each segment, ms. */
export async function spentIn(db: Reader, sessionId: string): Promise<Map<string, Map<string, number>>> {
	const rows = await db
		.selectFrom('questions')
		.leftJoin('applications', 'applications.id', 'questions.application_id')
		.leftJoin('tracks', 'tracks.id', 'applications.track_id')
		.select((eb) => ['segment_id', 'tracks.key as group', eb.fn.sum<number>('spent_ms').as('spent')])
		.where('session_id', '=', sessionId)
		.groupBy(['segment_id', 'tracks.key'])
		.execute();
	const spent = new Map<string, Map<string, number>>();
	for (const row of rows) {
		const groups = spent.get(row.segment_id) ?? new Map<string, number>();
		spent.set(row.segment_id, groups.set(row.group ?? '', Number(row.spent)));
	}
	return spent;
}

/** Somebody's own questions, newest first, wherever they stand. One that was merged tells into which text. */
export async function ownQuestions(db: Reader, askerId: string) {
	const rows = await questions(db)
		.leftJoin('questions as kept', 'kept.id', 'questions.merged_into')
		.select(['kept.text as kept_text', 'kept.state as kept_state'])
		.where('questions.asker_id', '=', askerId)
		.orderBy('questions.asked_at', 'desc')
		.execute();
	return rows.map(({ id, segment_id, text, state, asked_at, name, firm, votes, came_from, ...row }) => {
		const kept = row.merged_into && shownStates.some((one) => one === row.kept_state) ? row.kept_text : null;
		return {
			id,
			segment_id,
			text,
			asked_at,
			name,
			firm,
			votes,
			cameFrom: came_from,
			kept,
			state: row.merged_into ? 'merged' : state
		};
	});
}

/** The questions somebody has voted for. */
export async function ownVotes(db: Reader, askerId: string): Promise<string[]> {
	const rows = await db
		.selectFrom('question_votes')
		.select('question_id')
		.where('asker_id', '=', askerId)
		.where('taken_back_at', 'is', null)
		.execute();
	return rows.map(({ question_id }) => question_id);
}

/** A question of a session, held. Refuses another's as if it were not there. */
export async function heldQuestion(db: Reader, sessionId: string, id: string): Promise<Question> {
	if (!isId(id)) throw questionNotFound();
	return db
		.selectFrom('questions')
		.selectAll()
		.where('id', '=', id)
		.where('session_id', '=', sessionId)
		.forUpdate()
		.executeTakeFirstOrThrow(questionNotFound);
}

/** The six digits by which a session is found from a hall. */
export const codeOf = sql<string>`lpad(((('x' || substr(md5(sessions.id::text), 1, 7))::bit(28)::int) % 1000000)::text, 6, '0')`;

/** The session of these digits that is nearest in time; at a host's own domain one of its stops. Refuses digits of none. */
export async function sessionOfCode(db: Reader, code: string, hostId: string | null, at: Date): Promise<string> {
	let sessions = db.selectFrom('sessions').select('slug').where(codeOf, '=', code);
	if (hostId)
		sessions = sessions.where('stop_id', 'in', (eb) =>
			eb.selectFrom('stops').select('id').where('host_id', '=', hostId)
		);
	const row = await sessions
		.orderBy(sql`abs(extract(epoch from starts_at - ${at}::timestamptz))`)
		.executeTakeFirstOrThrow(sessionNotFound);
	return row.slug;
}

/** The digits of one session. */
export async function codeOfSession(db: Reader, sessionId: string): Promise<string> {
	const row = await db
		.selectFrom('sessions')
		.select(codeOf.as('code'))
		.where('id', '=', sessionId)
		.executeTakeFirstOrThrow(sessionNotFound);
	return row.code;
}

/** The words a host wants to be pointed at. */
export async function flagWordsOf(db: Reader, hostId: string): Promise<string[]> {
	const rows = await db.selectFrom('flag_words').select('word').where('host_id', '=', hostId).orderBy('word').execute();
	return rows.map(({ word }) => word);
}

/** The sessions somebody moderates: of their hosts, or of their calls. Soonest first. */
export function moderatedSessions(db: Reader, roles: GivenRole[]) {
	const own = roles.filter(({ role }) => role === 'organiser' || role === 'moderator');
	return db
		.selectFrom('sessions')
		.innerJoin('stops', 'stops.id', 'sessions.stop_id')
		.select([
			'sessions.slug',
			'sessions.title',
			'sessions.starts_at',
			'sessions.ends_at',
			'stops.time_zone',
			'stops.city'
		])
		.where((eb) =>
			eb.or([
				eb.val(false),
				...own.map(({ hostId, callId }) =>
					eb.and([eb('stops.host_id', '=', hostId), ...(callId ? [eb('sessions.call_id', '=', callId)] : [])])
				)
			])
		)
		.where((eb) => eb.exists(eb.selectFrom('segments').select('id').whereRef('session_id', '=', 'sessions.id')))
		.orderBy('sessions.starts_at')
		.execute();
}
