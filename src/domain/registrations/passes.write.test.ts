import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { newReadable } from '#lib/secret.server.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { mannedDoor, registeringSession } from '../../../tests/doorway.ts';
import { acceptedApplication } from '../../../tests/floor.ts';
import { sessionsWithGuests } from './passes.read.server.ts';
import { issuePasses } from './passes.write.server.ts';

async function comes({ db }: Scene, invitation: string, name: string) {
	const row = { invitation_id: invitation, is_applicant: true, name, email: 'a@example.test', locale: 'ko' };
	const pass_code = newReadable();
	const { id } = await db
		.insertInto('attendees')
		.values({ ...row, pass_code, named_at: noon, admitted_at: noon })
		.returning('id')
		.executeTakeFirstOrThrow();
	return { id, pass_code };
}

test('who is to come has a ticket with the code of their pass, for as long as they are; the same again changes nothing', () =>
	scene(async (world) => {
		const { db, joon } = world;
		const of = await registeringSession(world);
		deepEqual(await sessionsWithGuests(reading(db), noon), []);
		await mannedDoor(world, of);
		const { invitation, reply } = await acceptedApplication(world, joon.id);
		const { id, pass_code } = await comes(world, invitation, 'Joon');
		const tickets = () => db.selectFrom('tickets').selectAll().execute();
		const run = async (at: Date) => {
			for (const session of await sessionsWithGuests(reading(db), at)) await issuePasses(db, session, at);
			return tickets();
		};
		const [ticket] = await run(noon);
		deepEqual([ticket!.code, ticket!.attendee_id, ticket!.name], [pass_code, id, 'Joon']);
		deepEqual(await run(hours(1)), [ticket]);
		await reply('undo');
		equal((await run(hours(1)))[0]!.revoked_why, 'not-coming');
		await reply('accept');
		const again = await run(hours(1));
		deepEqual([again.length, again[0]!.revoked_at, again[0]!.secret], [1, null, ticket!.secret]);
		equal((await told(db)).filter((verb) => verb === 'passes.issued').length, 3);
		deepEqual(await run(hours(48)), again);
	}));
