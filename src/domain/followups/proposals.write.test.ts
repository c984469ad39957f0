import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { formFieldsOf } from '#domain/applications/read.server.ts';
import { withdrawConsent } from '#domain/applications/consents.write.server.ts';
import { reading } from '#lib/db.server.ts';
import { goingOn, offer, type GoingOn } from '../../../tests/followups.ts';
import { fineAnswers, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { interestsFor, matchesPage } from './matching.read.server.ts';
import { saveOffer } from './offers.write.server.ts';
import { proposalFor, proposalsPage, type Wanted } from './proposals.read.server.ts';
import { held, providedIn, withoutContacts } from './proposals.rules.ts';
import { indexProposals, saveTopics } from './proposals.write.server.ts';
import { soughtIn } from './search.rules.ts';

const search = async ({ db }: Scene, { stop }: GoingOn, typed: string, at = noon) =>
	(await proposalsPage(reading(db), stop, { sought: soughtIn(typed), track: null, page: 1 }, at)).ids;

test('반도체 finds 차량용반도체를, GPU finds GPU를, and what is not there finds nothing', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		for (const typed of ['', '반도체', '반도체를', '차량용', 'gpu', 'GPU를', '반도체 gpu', '한빛'])
			deepEqual(await search(world, on, typed), [on.application], typed);
		// The syllables are all there, but not in this order.
		for (const typed of ['도체반', '반도체 농업', 'CPU', '해달']) deepEqual(await search(world, on, typed), [], typed);
	}));

test('what was submitted later is what is found; an index that is right is left alone', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		equal(await indexProposals(world.db, hours(0.1)), 0);
		await writeDraft(world.db, world.joonApplying, { ...fineAnswers, proposal: '이제는 농업을 돕습니다.' });
		await submitDraft(world.db, world.joonApplying, ['selection', 'guest'], { at: hours(0.1) });
		equal(await indexProposals(world.db, hours(0.2)), 1);
		deepEqual(await search(world, on, '농업'), [on.application]);
		deepEqual(await search(world, on, '반도체'), []);
		equal((await told(world.db)).filter((verb) => verb === 'proposals.indexed').length, 2);
	}));

test('a consent that is taken back, a withdrawal and a declined place take it from the guest’s sight', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		const { db } = world;
		deepEqual(await search(world, on, '반도체'), [on.application]);
		await withdrawConsent(db, world.joonApplying, 'guest', noon);
		deepEqual(await search(world, on, '반도체'), []);
		await world.owner.deleteFrom('consent_withdrawals').execute();
		await db.updateTable('applications').set({ withdrawn_at: noon }).where('id', '=', on.application).execute();
		deepEqual(await search(world, on, ''), []);
		await db.updateTable('applications').set({ withdrawn_at: null }).execute();
		const { id } = await db
			.selectFrom('invitations')
			.select('id')
			.where('application_id', '=', on.application)
			.executeTakeFirstOrThrow();
		await db.insertInto('replies').values({ invitation_id: id, reply: 'decline', replied_at: noon }).execute();
		deepEqual(await search(world, on, ''), []);
	}));

test('the guest reads the proposal, but no number, no person and nothing that reaches them', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		const row = await proposalFor(reading(world.db), on.stop, on.application, noon);
		const forms = await formFieldsOf(reading(world.db), world.call.id);
		const provided = providedIn(row.answers, forms.get(row.form_version)!, 'ko');
		deepEqual(
			provided.map(({ key }) => key),
			['organisation_name', 'region', 'proposal']
		);
		match(provided[2]!.answer, /반도체/);
		equal(JSON.stringify(provided).includes('010-1234'), false);
		equal(
			withoutContacts('mail a.b@c.example, +82-10-1234-5678, https://x.example/y 그리고 2026년 1,000,000원').match(
				/▇▇▇/g
			)?.length,
			3
		);
		equal(withoutContacts('2026-11-30 18:00'), '2026-11-30 18:00');
		equal(held, '▇▇▇');
	}));

test('a match says what it rests on: topics in either language, the track, the way of working together', () =>
	scene(async (world) => {
		const on = await goingOn(world);
		const { db } = world;
		const form = {
			delegate: on.delegates[0]!,
			topics: '반도체 / semiconductor\n농업',
			tracks: ['api'],
			kinds: ['build' as const]
		};
		await saveTopics(db, on.office, { tourId: on.stop.tour_id, form }, noon);
		const interests = (await interestsFor(reading(db), on.stop, form.delegate))!;
		const page = (more: Partial<Wanted> = {}) =>
			matchesPage(reading(db), on.stop, { sought: soughtIn(''), track: null, page: 1, interests, ...more }, noon);
		const found = await page();
		// ln(1 + 1 / 1) of one proposal that has it, and two of the track; nobody has said how they would work yet.
		deepEqual(
			[...found.matches],
			[[on.application, { score: 2.69, topics: ['반도체 / semiconductor'], track: true, kinds: [] }]]
		);
		await saveOffer(db, on.applicant, offer({ kinds: ['build', 'come'] }), noon);
		deepEqual(
			[...(await page()).matches.values()].map(({ score, kinds }) => [score, kinds]),
			[[3.69, ['build']]]
		);
		deepEqual(await page({ sought: soughtIn('없는말') }).then(({ ids }) => ids), []);
		deepEqual(await page({ track: 'other' }).then(({ total }) => total), 0);
		deepEqual(await interestsFor(reading(db), on.stop, on.application), null);
		await rejects(saveTopics(db, on.office, { tourId: world.call.id, form }, noon), { kind: 'unknown' });
	}));
