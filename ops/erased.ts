import type { Db } from '../src/lib/db.server.ts';

/**
 * Erases again, by the same verb, everybody whom the lists outside the store name and the store has: a restored backup
 * has brought them back. Applications that stand again are withdrawn first, where their call still takes that. Answers
 * with how many.
 */
export async function eraseAllAgain(db: Db, at: Date): Promise<number> {
	const [{ tombstonesIn }, { tombstones }, { eraseAgain }, { keptIn }] = await Promise.all([
		import('../src/domain/erasures/rules.ts'),
		import('../src/domain/erasures/read.server.ts'),
		import('../src/domain/erasures/again.write.server.ts'),
		import('../src/lib/places.server.ts')
	]);
	const listed = (await keptIn(tombstones)).flatMap(tombstonesIn);
	const people = new Map(listed.map(({ person, erased_at }) => [person, erased_at]));
	let again = 0;
	for (const [person, erasedAt] of people) {
		await withdrawAll(db, person, erasedAt);
		if (await eraseAgain(db, person, at)) again += 1;
	}
	return again;
}

async function withdrawAll(db: Db, person: string, at: Date): Promise<void> {
	const [{ heldOf }, { withdrawApplication }, { gate }, { visitorById }, { Refusal }] = await Promise.all([
		import('../src/domain/erasures/read.server.ts'),
		import('../src/domain/applications/write.server.ts'),
		import('../src/domain/people/gate.server.ts'),
		import('../src/domain/people/read.server.ts'),
		import('../src/lib/refusal.ts')
	]);
	const visitor = await visitorById(db, person, at);
	if (!visitor.person) return;
	for (const { call_id, isRunning } of await heldOf(db, gate.signedIn(visitor), at)) {
		if (!isRunning) continue;
		await withdrawApplication(db, gate.applicant(visitor, call_id), at).catch((fault: unknown) => {
			if (!(fault instanceof Refusal)) throw fault; // too late for that: the erasure takes it out
		});
	}
}
