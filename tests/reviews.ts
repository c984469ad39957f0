import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Scores } from '#db/kinds.ts';
import type { Person } from '#domain/people/rules.ts';
import { addPerson, hours, type Scene } from './cast.ts';

type World = Pick<Scene, 'db' | 'call'>;
type Applying = { track?: string; email?: string; organisation?: string; link?: string; who?: Person };

let count = 0;

/** Leaves a submitted application with its receipt, from somebody new of a firm of their own; answers with its id. */
export async function addApplication({ db, call }: World, applying: Applying = {}): Promise<string> {
	const index = ++count;
	const who = applying.who ?? (await addPerson(db, `applicant-${index}`));
	const email = applying.email ?? `${who.name}@firm-${index}.test`;
	if (!applying.who) await db.updateTable('people').set({ email }).where('id', '=', who.id).execute();
	const organisation = applying.organisation ?? `Firm ${index}`;
	const number = `${call.notice_number}-${String(index).padStart(4, '0')}`;
	const track = applying.track ?? 'api';
	const answers = { organisation_name: organisation, track, proposal: `Proposal ${index}`, link: applying.link ?? '' };
	const { id: organisation_id } = await db
		.insertInto('organisations')
		.values({ registration_number: String(2_000_000_000 + index), name: organisation, made_at: hours(-1) })
		.returning('id')
		.executeTakeFirstOrThrow();
	const { id } = await db
		.insertInto('applications')
		.values({
			...{ call_id: call.id, applicant_id: who.id, answers, version: 1, saved_at: hours(-1), organisation_id },
			...{ track_id: call.tracks.find(({ key }) => key === track)!.id, number, submitted_at: hours(-1) }
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	const receipt = {
		...{ intent: randomUUID(), salt: randomBytes(32).toString('hex'), body: '', signature: '' },
		content_hash: createHash('sha256').update(JSON.stringify(answers)).digest('hex')
	};
	await db
		.insertInto('receipts')
		.values({ application_id: id, number, answers, submitted_at: hours(-1), ...receipt })
		.execute();
	return id;
}

/** Gives an application to a reviewer, as the organiser would have. */
export async function assign({ db }: World, applicationId: string, reviewer: Person): Promise<void> {
	const pair = { application_id: applicationId, reviewer_id: reviewer.id };
	await db
		.insertInto('assignments')
		.values({ ...pair, assigned_at: hours(1) })
		.execute();
}

/** Leaves an assignment with a finished review. */
export async function reviewed(world: World, applicationId: string, reviewer: Person, scores: Scores): Promise<void> {
	await assign(world, applicationId, reviewer);
	const pair = { application_id: applicationId, reviewer_id: reviewer.id };
	await world.db
		.insertInto('reviews')
		.values({ ...pair, scores, saved_at: hours(2), finished_at: hours(2) })
		.execute();
}

/** So many applications of one track, each scored by three of six reviewers who differ in leniency, the same each time. */
export async function scoredCrowd(world: World, count: number): Promise<string[]> {
	const reviewers: Person[] = [];
	for (let at = 0; at < 6; at++) reviewers.push(await addPerson(world.db, `crowd-reviewer-${at}`));
	const ids: string[] = [];
	for (let at = 0; at < count; at++) {
		const id = await addApplication(world);
		ids.push(id);
		for (const step of [0, 1, 3]) {
			const who = (at + step) % 6;
			const points = 1 + ((at * 7 + 3 * who + step * (at % 3)) % 5);
			const merit = 1 + Math.floor((4 * at) / count);
			const technology = Math.max(1, Math.min(5, Math.round((2 * merit + points) / 3 + (who < 2 ? 1 : 0))));
			await reviewed(world, id, reviewers[who]!, { technology, growth: merit });
		}
	}
	return ids;
}
