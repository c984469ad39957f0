import { randomUUID } from 'node:crypto';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { shownHash } from '#domain/approvals/rules.ts';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { tokenFor } from '../../../tests/program.ts';
import { noteProgramRead } from './programs.write.server.ts';

const shown = { applications: '130', contents: 'a'.repeat(64) };

/** Hana's program, which reads these applications at an instant. */
async function program(world: Scene) {
	const { db, call, host, hanaOrganising } = world;
	await tokenFor(world);
	const { id } = await db.selectFrom('tokens').select('id').executeTakeFirstOrThrow();
	const who = { ...world.araAuditing, personId: world.hana.id, hostId: host };
	const by = { what: 'list' as const, call, address: '-', token: { id, name: 'report' }, most: 100 };
	return {
		ids: Array.from({ length: 130 }, () => randomUUID()),
		read: (applicationIds: string[], at = noon) =>
			noteProgramRead(db, who, { ...by, applicationIds, all: () => Promise.resolve(shown) }, at),
		ask: () =>
			askApproval(
				db,
				hanaOrganising,
				{ act: 'export', hash: shownHash(call.id, 'export', shown), reason: '주간 보고', now: shown },
				noon
			)
	};
}

const exports = async ({ db }: Scene) =>
	(await db.selectFrom('reads').select(['what', 'reason']).orderBy('id').execute()).filter(
		({ what }) => what === 'export'
	);

test('a program may read 99 applications of a call within a day; the hundredth is an export, which another approves', () =>
	scene(async (world) => {
		const { db, call } = world;
		const bitna = await anotherOrganiser(world, 'bitna');
		const { ids, read, ask } = await program(world);
		await read(ids.slice(0, 60));
		await read(ids.slice(0, 60), hours(1));
		await read(ids.slice(60, 99), hours(2));
		await rejects(read(ids.slice(99, 100), hours(3)), { code: 'reads.counts-as-export', kind: 'forbidden' });
		await read(ids.slice(0, 99), hours(3));
		await rejects(read(ids, hours(60)), { code: 'reads.counts-as-export' });
		await read(ids.slice(99), hours(60));
		await ask();
		const { id } = await db.selectFrom('approvals').select('id').executeTakeFirstOrThrow();
		const answer = { approval: id, hash: shownHash(call.id, 'export', shown), answer: 'approved' as const, now: shown };
		await answerApproval(db, bitna, answer, hours(3));
		await read(ids.slice(0, 100), hours(4));
		await read(ids, hours(5));
		deepEqual(await exports(world), [{ what: 'export', reason: '주간 보고' }]);
		equal((await told(db)).filter((verb) => verb === 'applications.exported').length, 1);
		await rejects(read(ids, hours(28)), { code: 'reads.counts-as-export' }, 'the approval was for a day');
	}));

test('two pages at once, and two tokens, are counted together; where there is no other organiser it is told', () =>
	scene(async (world) => {
		const { ids, read } = await program(world);
		await anotherOrganiser(world, 'bitna');
		const both = await Promise.allSettled([read(ids.slice(0, 60)), read(ids.slice(60, 120))]);
		equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
		await world.owner.deleteFrom('roles').where('given_at', '<', hours(-500)).execute();
		await read(ids, hours(1));
		deepEqual(await exports(world), [{ what: 'export', reason: 'API · report' }]);
	}));
