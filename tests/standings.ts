import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { WholeCall } from '#domain/calls/rules.ts';
import type { Person } from '#domain/people/rules.ts';
import type { Db } from '#lib/db.server.ts';
import { addPerson, hours } from './cast.ts';

/** One who applied and was banded: `who` given, or somebody new. */
export type Banded = {
	track: string;
	band: 'accept' | 'draw' | 'decline';
	region?: string;
	who?: Person;
	answers?: Record<string, string>;
};

/** So many of the same kind. */
export function many(count: number, banded: Banded): Banded[] {
	return Array.from({ length: count }, () => banded);
}

/** Leaves submitted applications with their receipts, and the bands frozen over them; answers with the people, in order. */
export async function freezeStandings(db: Db, call: WholeCall, by: Person, banded: Banded[]): Promise<Person[]> {
	// First, so that a server that runs on this store finds nothing to compare.
	const search = { call_id: call.id, applications: banded.length, found: 0, searched_at: hours(50) };
	await db.insertInto('lookalike_searches').values(search).execute();
	const people: Person[] = [];
	for (const [index, one] of banded.entries()) {
		const person = one.who ?? (await addPerson(db, `entrant-${call.slug}-${index + 1}`, index % 3 ? 'ko' : 'en'));
		people.push(person);
		await addStanding(db, call, { ...one, who: person, index });
	}
	const freeze = { call_id: call.id, reason: 'as agreed', frozen_at: hours(50), frozen_by: by.id };
	await db.insertInto('band_freezes').values(freeze).execute();
	return people;
}

async function addStanding(
	db: Db,
	call: WholeCall,
	one: Omit<Banded, 'who'> & { who: Person; index: number }
): Promise<void> {
	const track = call.tracks.find(({ key }) => key === one.track)!;
	const answers = {
		track: one.track,
		region: one.region ?? 'seoul',
		organisation_name: `Firm ${one.index + 1}`,
		...one.answers
	};
	const number = `${call.notice_number}-${String(one.index + 1).padStart(4, '0')}`;
	const organisation = await db
		.insertInto('organisations')
		.values({
			registration_number: String(1_000_000_000 + Math.floor(one.index) + 7 * (call.slug.length + 1) * 100_000),
			name: answers.organisation_name,
			made_at: hours(-1)
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const application = await db
		.insertInto('applications')
		.values({
			...{ call_id: call.id, applicant_id: one.who.id, answers, version: 1, saved_at: hours(-1) },
			...{ organisation_id: organisation.id, track_id: track.id, number, submitted_at: hours(-1) }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('receipts')
		.values({
			...{ application_id: application.id, intent: randomUUID(), number, answers, body: '{}', signature: '' },
			content_hash: createHash('sha256').update(JSON.stringify(answers)).digest('hex'),
			salt: randomBytes(32).toString('hex'),
			submitted_at: hours(-1)
		})
		.execute();
	await db
		.insertInto('standings')
		.values({
			...{ application_id: application.id, call_id: call.id, track_id: track.id, band: one.band },
			...{ score: one.band === 'accept' ? 4.5 : 3, reviews: 3 }
		})
		.execute();
}
