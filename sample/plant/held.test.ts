import '../../tests/folder.ts';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { verify } from '#draw';
import { drawOfCall, transcriptOf } from '#domain/draws/read.server.ts';
import { invitationsOf } from '#domain/invitations/read.server.ts';
import { connect, type Db } from '#lib/db.server.ts';
import { freshDatabase } from '../../tests/database.ts';
import { sampleProgramme } from '../programme.ts';
import { veteran } from '../staff.ts';
import { plantProgramme } from './programme.ts';
import { recounted, toldFigures } from '../../tests/recount.ts';

for (const applications of [20, 334]) {
	test(`of ${applications} applications, the stop that is over was drawn, invited to, and gathered at`, async () => {
		const { url, drop } = await freshDatabase();
		const db = connect(url, 2);
		try {
			await plantProgramme(db, sampleProgramme({ at: new Date('2026-11-23T03:00:00Z'), applications }));
			const call = await db.selectFrom('calls').select('id').where('slug', '=', 'dubai-2026').executeTakeFirstOrThrow();
			const draw = (await drawOfCall(db, call.id))!;
			equal(draw.state, 'conducted');
			const verified = verify(await transcriptOf(db, draw.id));
			ok(verified.ok, verified.says.en);
			const replies = Object.groupBy(await invitationsOf(db, call.id), ({ state }) => state);
			equal(replies.invited, undefined);
			const places = await db
				.selectFrom('tracks')
				.select(({ fn }) => fn.sum<string>('places').as('places'))
				.where('call_id', '=', call.id)
				.executeTakeFirstOrThrow();
			equal(replies.accepted?.length, Number(places.places));
			const asked = await db
				.selectFrom('questions')
				.innerJoin('sessions', 'sessions.id', 'session_id')
				.select(({ fn }) => ['state', fn.countAll<number>().as('count')] as const)
				.where('sessions.slug', 'like', 'dubai-%')
				.groupBy('state')
				.execute();
			deepEqual(asked, [{ state: 'answered', count: 11 }]);
			const figures = await toldFigures(db, 'dubai');
			deepEqual(figures, await recounted(db, 'dubai', Object.keys(figures.sums)));
			ok(applications < 334 || Object.keys(figures.sums).length === 6, 'nothing of the larger one is left out');
			if (applications === 334)
				deepEqual(await becomeOf(db), { interest: 41, released: 19, certified: true, answered: 61 });
			const told = await db.selectFrom('announcements').select('call_id').execute();
			deepEqual(told, [{ call_id: call.id }]);
			const waiting = await db.selectFrom('letters').select('id').where('sent_at', 'is', null).execute();
			equal(waiting.length, 0);
		} finally {
			await db.destroy();
			await drop();
		}
	});
}

/** What has become of it: who went on, whose contacts both let go by now, what those who came were given and said. */
async function becomeOf(db: Db) {
	const [interest, released, certified, answered] = await Promise.all([
		db.selectFrom('followups').select('application_id').execute(),
		db.selectFrom('contact_releases').select('id').where('ended_at', 'is', null).execute(),
		db
			.selectFrom('letters')
			.select('id')
			.where('to_address', '=', veteran.email)
			.where('body', 'like', '%/certificates/%')
			.execute(),
		db.selectFrom('survey_answers').select('survey_id').execute()
	]);
	const most = Math.max(...[...Map.groupBy(answered, (one) => one.survey_id).values()].map(({ length }) => length));
	return { interest: interest.length, released: released.length, certified: certified.length === 1, answered: most };
}
