import { deepEqual, equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { firstBrokenLine } from '#domain/journal/chain.read.server.ts';
import { reading } from '#lib/db.server.ts';
import { applicant, firm, written } from '../../../tests/applying.ts';
import { addCall, hours, letters, noon, scene, type Scene } from '../../../tests/cast.ts';
import { otherProcess } from '../../../tests/processes.ts';
import { liveApplications } from './read.server.ts';
import { submitApplication } from './submit.write.server.ts';

/** A crowd before the button: each with a draft, and what they press. */
async function crowd(world: Scene, count: number) {
	const all = [];
	for (let nth = 0; nth < count; nth++) {
		const who = await applicant(world, `p${nth}`);
		all.push({ who, sent: await written(world, who, firm(nth)) });
	}
	return all;
}

/** What became of each: a number, or the code of the refusal. */
async function outcomes(presses: Promise<{ number: string }>[]): Promise<string[]> {
	const settled = await Promise.allSettled(presses);
	return settled.map((one) => (one.status === 'fulfilled' ? one.value.number : (one.reason as { code: string }).code));
}

test('who presses together has each their own outcome, and nobody suffers from a neighbour', () =>
	scene(async (world) => {
		const { db } = world;
		const [first, second, late, changed, unwilling, stranger, last] = await crowd(world, 7);
		await written(world, changed!.who, firm(3, { proposal: 'Another plan.' }));
		const nobody = await applicant(world, 'nobody');
		const codes = await outcomes([
			submitApplication(db, first!.who, first!.sent, noon),
			submitApplication(db, second!.who, second!.sent, noon),
			submitApplication(db, late!.who, late!.sent, hours(1)),
			submitApplication(db, changed!.who, changed!.sent, noon),
			submitApplication(db, unwilling!.who, { ...unwilling!.sent, agreed: [] }, noon),
			submitApplication(db, nobody, stranger!.sent, noon),
			submitApplication(db, last!.who, last!.sent, noon)
		]);
		deepEqual(codes, [
			...['SEOUL-0001', 'SEOUL-0002', 'calls.closed', 'applications.draft-changed', 'lib.fields'],
			...['applications.nothing-written', 'SEOUL-0003']
		]);
		equal((await letters(db)).length, 3);
		equal(await firstBrokenLine(reading(db)), null);
	}));

test('one applicant’s two presses, and two people of one firm, among many: the second sees what the first has left', () =>
	scene(async (world) => {
		const { db } = world;
		const [one, two, three, four] = await crowd(world, 4);
		await written(world, four!.who, firm(2, { organisation_name: 'Firm 3' }));
		const sent = await written(world, four!.who, firm(2));
		const again = { ...two!.sent, intent: randomUUID() };
		const codes = await outcomes([
			submitApplication(db, one!.who, one!.sent, noon),
			submitApplication(db, two!.who, two!.sent, noon),
			submitApplication(db, two!.who, again, noon),
			submitApplication(db, two!.who, two!.sent, noon),
			submitApplication(db, three!.who, three!.sent, noon),
			submitApplication(db, four!.who, sent, noon)
		]);
		deepEqual(codes, [...['SEOUL-0001', 'SEOUL-0002', 'SEOUL-0002', 'SEOUL-0002', 'SEOUL-0003'], 'SEOUL-0004']);
		equal((await liveApplications(reading(db), world.call.id)).length, 3, 'the second of a firm takes no part');
		const receipts = await db.selectFrom('receipts').select('intent').execute();
		equal(receipts.length, 5, 'a press sent twice is one receipt, another press another');
	}));

test('two processes that write to one call at once give each number once, and one firm one place', () =>
	scene(async (world) => {
		const all = await crowd(world, 24);
		const other = await otherProcess(world.owner);
		try {
			const rival = await applicant(world, 'rival');
			const sent = await written(world, rival, firm(0));
			const codes = await outcomes([
				...all.map(({ who, sent }, nth) => submitApplication(nth % 2 ? other : world.db, who, sent, noon)),
				submitApplication(other, rival, sent, noon)
			]);
			const numbers = codes.filter((code) => code.startsWith('SEOUL'));
			equal(new Set(numbers).size, 25);
			equal((await liveApplications(reading(world.db), world.call.id)).length, 24);
			equal(await firstBrokenLine(reading(world.db)), null);
		} finally {
			await other.destroy();
		}
	}));

test('a crowd at one call does not wait for one at another', () =>
	scene(async (world) => {
		const busan = { db: world.db, call: await addCall(world.db, world.host, 'busan') };
		const here = await applicant(world, 'here');
		const there = await applicant(busan, 'there');
		const sentHere = await written(world, here, firm(1));
		const sentThere = await written(busan, there, firm(1));
		const codes = await outcomes([
			submitApplication(world.db, here, sentHere, noon),
			submitApplication(world.db, there, sentThere, noon)
		]);
		deepEqual(codes, ['SEOUL-0001', 'BUSAN-0001']);
	}));

test('a press whose answer was lost is answered with its receipt by a process that was started since', () =>
	scene(async (world) => {
		const [one] = await crowd(world, 1);
		const { number } = await submitApplication(world.db, one!.who, one!.sent, noon);
		// Read again, the program remembers nothing but what is in the store.
		const started: string = './submit.write.server.ts?started-since';
		const since = (await import(started)) as { submitApplication: typeof submitApplication };
		equal((await since.submitApplication(world.db, one!.who, one!.sent, noon)).number, number);
		equal((await world.db.selectFrom('receipts').select('id').execute()).length, 1);
	}));
