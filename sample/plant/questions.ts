import { randomBytes, randomUUID } from 'node:crypto';
import { languageOf } from '#domain/questions/rules.ts';
import type { Tx } from '#lib/db.server.ts';
import type { SampleCall, SampleProgramme, SampleQuestion } from '../types.ts';
import type { Ids } from './people.ts';
import { insertAll, must } from './rows.ts';

type Firms = Map<string, { id: string; person: string; name: string; firm: string }>;

/** Plants the questions that wait and were approved, with their votes and translations, and how the segments take them. */
export async function plantQuestions(
	tx: Tx,
	programme: SampleProgramme,
	ids: Ids,
	applications: Map<string, string>
): Promise<void> {
	const { questions, at } = programme;
	const segments = await tx
		.selectFrom('segments')
		.innerJoin('sessions', 'sessions.id', 'session_id')
		.select(['segments.id', 'session_id', 'position', 'slug', 'askers'])
		.execute();
	const drawn = segments.filter(({ askers }) => askers === 'drawn');
	await insertAll(
		tx,
		'floors',
		drawn.map(({ id }) => ({
			segment_id: id,
			way: 'fair',
			seed: randomBytes(16).toString('hex'),
			field_key: 'asks',
			set_at: at
		}))
	);
	const firms = new Map([...firmsOf(programme, ids, applications), ...(await firmsThatCame(tx))]);
	const placed = questions.map((question) => {
		const segment = segments.find(({ slug, position }) => slug === question.session && position === question.segment)!;
		const firm = question.application === null ? undefined : firms.get(question.application);
		return { ...question, id: randomUUID() as string, asker: randomUUID() as string, place: segment, firm };
	});
	await insertAll(
		tx,
		'askers',
		placed.map(({ asker, place, firm, askedAt }) => ({
			...{ id: asker, session_id: place.session_id, made_at: askedAt },
			...(firm ? { person_id: firm.person } : { browser_hash: randomBytes(32) })
		}))
	);
	await insertAll(
		tx,
		'questions',
		placed.map(({ id, asker, place, firm, text, name, state, askedAt }) => ({
			...{ id, session_id: place.session_id, segment_id: place.id, asker_id: asker, intent: `sample ${id}` },
			...{ text, locale: languageOf(text), state, asked_at: askedAt, state_at: askedAt },
			...(firm ? { came_from: 'application', application_id: firm.id, name: firm.name, firm: firm.firm } : { name })
		}))
	);
	await plantWork(tx, placed, { by: must(ids.people, 'moderator'), at });
}

type Placed = SampleQuestion & { id: string; place: { session_id: string } };

// What the moderator did with them and wrote of them, and the hall's votes: the first so many of forty browsers each.
async function plantWork(tx: Tx, placed: Placed[], { by, at }: { by: string; at: Date }): Promise<void> {
	const acts: Record<string, string> = { approved: 'approve', answered: 'answered', hidden: 'hide' };
	const done = placed.filter(({ state }) => acts[state]);
	await insertAll(
		tx,
		'question_acts',
		done.map(({ id, state }) => ({ question_id: id, act: acts[state]!, acted_at: at, acted_by: by }))
	);
	const translated = placed.filter(({ translation }) => translation);
	await insertAll(
		tx,
		'question_translations',
		translated.map(({ id, translation }) => ({ question_id: id, text: translation!, written_at: at, written_by: by }))
	);
	for (const session of new Set(placed.filter(({ votes }) => votes > 0).map(({ place }) => place.session_id)))
		await plantVotes(
			tx,
			placed.filter(({ place }) => place.session_id === session),
			at
		);
}

async function plantVotes(tx: Tx, placed: Placed[], at: Date): Promise<void> {
	const voters = Array.from({ length: 40 }, () => randomUUID() as string);
	const { session_id } = placed[0]!.place;
	await insertAll(
		tx,
		'askers',
		voters.map((id) => ({ id, session_id, browser_hash: randomBytes(32), made_at: at }))
	);
	await insertAll(
		tx,
		'question_votes',
		placed.flatMap(({ id, votes }) =>
			voters.slice(0, votes).map((asker_id) => ({ question_id: id, asker_id, voted_at: at }))
		)
	);
}

async function firmsThatCame(tx: Tx): Promise<Firms> {
	const rows = await tx
		.selectFrom('attendees')
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.innerJoin('calls', 'calls.id', 'invitations.call_id')
		.innerJoin('applications', 'applications.id', 'application_id')
		.innerJoin('organisations', 'organisations.id', 'organisation_id')
		.select(['application_id as id', 'applicant_id as person', 'attendees.name', 'organisations.name as firm', 'slug'])
		.where('ended_at', 'is', null)
		.orderBy('applications.number')
		.execute();
	return new Map(rows.map(({ slug, ...firm }, nth) => [`${slug}/came/${nth}`, firm]));
}

function firmsOf({ calls, people }: SampleProgramme, ids: Ids, applications: Map<string, string>): Firms {
	const named = new Map(people.map((person) => [person.key, person.name]));
	const of = (call: SampleCall) => {
		const firms = new Map(call.organisations.map((one) => [one.registrationNumber, one.name]));
		return call.applications
			.filter(({ key }) => applications.has(key))
			.map((one) => {
				const firm = { name: must(named, one.person), firm: must(firms, one.registrationNumber) };
				return [one.key, { id: must(applications, one.key), person: must(ids.people, one.person), ...firm }] as const;
			});
	};
	return new Map(calls.flatMap(of));
}
