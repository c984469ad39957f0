import { randomUUID } from 'node:crypto';
import { setScene } from '../../tests/world.ts';
import { registrationNumber } from '../../sample/registration.ts';
import { contentHash } from '../../src/domain/applications/receipts.rules.ts';
import { settled } from '../../src/domain/applications/answers.rules.ts';
import { callForm } from '../../src/domain/applications/read.server.ts';
import { inChunks } from '../../src/lib/chunks.ts';
import { connect, reading, type Db } from '../../src/lib/db.server.ts';
import { hashed, newSecret } from '../../src/lib/secret.server.ts';

/** Someone with a session and a finished draft, who will press once: what the load generator needs to be them. */
export type Present = { cookie: string; intent: string; hash: string; proposal: string; number: string };

const sentence = '항구 도시 열두 곳의 소리를 네 해 동안 모아, 잠 못 드는 집이 어디인지 지도로 그립니다. ';

/** Plants a call that is open for an hour yet, and so many people present in it, each with a session and a draft. */
export async function plantPresent(url: string, count: number): Promise<{ slug: string; present: Present[] }> {
	const db = connect(url, 4);
	try {
		const { call } = await setScene(db);
		const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
		const times = { opens_at: hours(-1), closes_at: hours(1), review_until: hours(2), draw_at: hours(3) };
		await db.updateTable('calls').set(times).where('id', '=', call.id).execute();
		const { fields } = await callForm(reading(db), call.id);
		const present = Array.from({ length: count }, (_, at) => {
			const [proposal, number] = [sentence.repeat(6).slice(0, 290), registrationNumber(at)];
			return { cookie: newSecret(), intent: randomUUID() as string, proposal, number, hash: '', at };
		});
		for (const one of present) one.hash = contentHash(settled(answersOf(one), fields));
		for (const some of inChunks(present)) await plant(db, call.id, some);
		return { slug: call.slug, present };
	} finally {
		await db.destroy();
	}
}

/** What somebody present has written. */
export function answersOf({ proposal, number }: Pick<Present, 'proposal' | 'number'>) {
	const form = { track: 'api', region: 'seoul', link: 'https://example.test/' };
	return { ...form, organisation_name: `소리 ${number}`, registration_number: number, proposal };
}

async function plant(db: Db, callId: string, present: (Present & { at: number })[]): Promise<void> {
	const now = new Date();
	const people = await db
		.insertInto('people')
		.values(present.map(({ at }) => ({ email: `present-${at}@example.test`, name: `p${at}`, made_at: now })))
		.returning('id')
		.execute();
	const expires_at = new Date(now.getTime() + 86_400_000);
	await db
		.insertInto('sign_ins')
		.values(
			present.map(({ cookie }, at) => ({
				...{ token_hash: hashed(cookie), person_id: people[at]!.id, way: 'code' as const },
				...{ signed_in_at: now, expires_at }
			}))
		)
		.execute();
	await db
		.insertInto('applications')
		.values(
			present.map((one, at) => ({
				...{ call_id: callId, applicant_id: people[at]!.id, answers: answersOf(one) },
				...{ version: 1, saved_at: now }
			}))
		)
		.execute();
}
