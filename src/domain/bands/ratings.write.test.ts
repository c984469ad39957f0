import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { sql } from 'kysely';
import { callBySlug, wholeCall } from '#domain/calls/read.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { addApplication, reviewed } from '../../../tests/reviews.ts';
import { chooseBands, chooseMethod, freezeBands } from './write.server.ts';
import { weighedTracks } from './calibration.read.server.ts';
import { exportedReviews } from './exports.read.server.ts';
import { forgottenRatings, ratingImports, ratingsOf, triedRatings, waitingRatings } from './ratings.read.server.ts';
import { dropRatings, enterRatings, forgetRatings, mapRatings, uploadRatings } from './ratings.write.server.ts';
import { reviewBoard } from './board.read.server.ts';
import { standingsOf } from './read.server.ts';
import { trackViews } from './views.read.server.ts';

const at = hours(5);
const sent = (text: string, least = 1, most = 5) => ({ name: 'ratings.csv', bytes: Buffer.from(text), least, most });
const numberOf = async ({ db }: Scene, id: string) =>
	(await db.selectFrom('applications').select('number').where('id', '=', id).executeTakeFirstOrThrow()).number!;

async function waitingIn(world: Scene, id: string) {
	const waiting = await waitingRatings(reading(world.db), world.call.id, id);
	return { waiting, tried: await triedRatings(reading(world.db), world.call, waiting) };
}

test('ratings are tried, entered, and count beside the reviews; taken back, they do not', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: who } = world;
		const [one, other] = [await addApplication(world), await addApplication(world, { organisation: '한빛 연구소' })];
		await reviewed(world, one, world.seri, { technology: 5, growth: 5 });
		const text = `접수번호,심사위원,점수\n${await numberOf(world, one)},이하나,2\n한빛 연구소,이하나,4.5\n없는 곳,이하나,3\n`;
		const id = await uploadRatings(db, who, sent(text), at);
		const { tried } = await waitingIn(world, id);
		deepEqual(
			[tried.found.length, tried.faults, tried.unrated],
			[2, [{ row: 4, what: 'unknown', value: '없는 곳' }], 0]
		);
		equal((await ratingsOf(reading(db), call.id)).length, 0, 'nothing counts before it is entered');

		equal(await enterRatings(db, who, id, at), 2);
		const scoreOf = async (application: string) =>
			(await reviewBoard(reading(db), call)).applications.find((row) => row.id === application)!;
		deepEqual([(await scoreOf(one)).score, (await scoreOf(one)).reviews], [3.5, 2]);
		deepEqual([(await scoreOf(other)).score, (await scoreOf(other)).reviews], [4.5, 1]);
		await rejects(enterRatings(db, who, id, at), { code: 'reviews.ratings-not-found' });
		const { file } = await db.selectFrom('rating_imports').select('file').executeTakeFirstOrThrow();
		equal(file, null, 'the file is gone');

		await dropRatings(db, who, id, at);
		deepEqual([(await scoreOf(one)).score, (await scoreOf(other)).score], [5, null]);
		await rejects(dropRatings(db, who, id, at), { code: 'reviews.ratings-not-found' });
		deepEqual(await told(db), ['ratings.uploaded', 'ratings.entered', 'ratings.dropped']);
	}));

test('columns may be matched by hand; columns that are not there, and no scale, are refused', () =>
	scene(async (world) => {
		const { db, hanaOrganising: who } = world;
		const number = await numberOf(world, await addApplication(world));
		const id = await uploadRatings(db, who, sent(`what,how much\n${number},70\n`, 0, 100), at);
		const columns = { application: 0, rater: null, scores: [1], least: 0, most: 100 };
		await mapRatings(db, who, { id, columns }, at);
		deepEqual(
			(await waitingIn(world, id)).tried.found.map(({ points }) => points),
			[3800]
		);
		for (const wrong of [{ scores: [] }, { scores: [7] }, { scores: [0] }, { application: 9 }, { rater: 1 }])
			await rejects(mapRatings(db, who, { id, columns: { ...columns, ...wrong } }, at), {
				code: 'reviews.rating-columns'
			});
		await rejects(mapRatings(db, who, { id, columns: { ...columns, least: 100 } }, at), {
			code: 'reviews.rating-scale'
		});
	}));

test('a column for each criterion is one rating, weighed as the rubric weighs', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: who } = world;
		const number = await numberOf(world, await addApplication(world));
		const [first, second] = call.criteria;
		const text = `number,reviewer,${first!.key},${second!.name.ko}\n${number},Kim,5,2\n`;
		const { tried } = await waitingIn(world, await uploadRatings(db, who, sent(text), at));
		const mean = (5 * first!.weight + 2 * second!.weight) / (first!.weight + second!.weight);
		deepEqual(
			tried.found.map(({ points, rater }) => [points, rater]),
			[[Math.round(1000 * mean), 'Kim']]
		);
	}));

test('several ratings in a cell are of as many people; twice by one reviewer, off the scale or of nobody is told by row', () =>
	scene(async (world) => {
		const { db, hanaOrganising: who } = world;
		const [a, b] = [
			await numberOf(world, await addApplication(world)),
			await numberOf(world, await addApplication(world))
		];
		await addApplication(world, { organisation: 'Twin' });
		await addApplication(world, { organisation: 'Twin' });
		const many = await waitingIn(
			world,
			await uploadRatings(db, who, sent(`title\tratings\n${a}\t3, 8, 6\n${b}\t\n`, 1, 10), at)
		);
		deepEqual(
			many.tried.found.map(({ nth, rater }) => [nth, rater]),
			[
				[0, null],
				[1, null],
				[2, null]
			]
		);
		equal(many.tried.unrated, 1);
		const text = `number,reviewer,score\n${a},Kim,3\n${a},kim,4\n${b},Kim,9\n${b},Lee,high\nTwin,Kim,3\n`;
		const { tried } = await waitingIn(world, await uploadRatings(db, who, sent(text), at));
		deepEqual(
			tried.faults.map(({ row, what }) => [row, what]),
			[
				[3, 'again'],
				[4, 'score'],
				[5, 'score'],
				[6, 'twice']
			]
		);
	}));

test('too early, after the freeze, somebody else’s, and nothing to enter', () =>
	scene(async (world) => {
		const { db, hanaOrganising: who } = world;
		const application = await addApplication(world);
		const number = await numberOf(world, application);
		const good = sent(`number,score\n${number},3\n`);
		await rejects(uploadRatings(db, who, good, hours(0)), { code: 'reviews.call-still-open' });
		await rejects(uploadRatings(db, who, sent('number,score\n1,2\n', 5, 1), at), { code: 'reviews.rating-scale' });
		const empty = await uploadRatings(db, who, sent('number,score\nnobody,3\n'), at);
		await rejects(enterRatings(db, who, empty, at), { code: 'reviews.ratings-nothing' });
		const id = await uploadRatings(db, who, good, at);
		const theirs = await addCall(db, world.otherHost, 'busan');
		const stranger = gate.organiser(world.visitors.nari, theirs);
		for (const verb of [enterRatings, dropRatings])
			await rejects(verb(db, stranger, id, at), { code: 'reviews.ratings-not-found' });
		await enterRatings(db, who, id, at);
		equal((await ratingImports(reading(db), world.call.id)).length, 2);
		await chooseBands(db, who, { track: world.call.tracks[0]!.id, accept_from: null, draw_from: 2 }, at);
		await freezeBands(db, who, { reason: 'r' }, at);
		for (const run of [
			() => uploadRatings(db, who, good, at),
			() => dropRatings(db, who, id, at),
			() => enterRatings(db, who, empty, at)
		])
			await rejects(run(), { code: 'reviews.frozen' });
	}));

test('a file that nobody enters within a day is put away, once', () =>
	scene(async (world) => {
		const { db, hanaOrganising: who } = world;
		const number = await numberOf(world, await addApplication(world));
		const [kept, left] = [
			await uploadRatings(db, who, sent(`number,score\n${number},3\n`), at),
			await uploadRatings(db, who, sent('number,score\n1,3\n'), at)
		];
		await enterRatings(db, who, kept, at);
		equal((await forgottenRatings(reading(db), at)).length, 0);
		const forgotten = await forgottenRatings(reading(db), hours(40));
		deepEqual(
			forgotten.map(({ id }) => id),
			[left]
		);
		for (let times = 0; times < 2; times++) await forgetRatings(db, { id: left, callId: world.call.id }, hours(40));
		equal((await forgottenRatings(reading(db), hours(40))).length, 0);
		deepEqual((await told(db)).filter((verb) => verb === 'ratings.dropped').length, 1);
		await rejects(enterRatings(db, who, left, hours(40)), { code: 'reviews.ratings-not-found' });
		equal((await ratingsOf(reading(db), world.call.id)).length, 1);
	}));

// 2,594 submissions to a conference in 2020 with their anonymous ratings (1, 3, 6 or 8 of 10).
const real = readFileSync(
	join(import.meta.dirname, '../../../../shared/data/iclr2020-reviews/iclr2020_ratings_decisions.tsv')
);

test('real ratings: 2,594 submissions come in, and intervals, bands and agreement come out', () =>
	scene(async (world) => {
		const { db, hanaOrganising: who } = world;
		await db.deleteFrom('quotas').execute();
		await db.updateTable('tracks').set({ places: 687 }).where('id', '=', world.call.tracks[0]!.id).execute();
		const call = await wholeCall(reading(db), await callBySlug(reading(db), world.call.slug));
		const track = call.tracks[0]!;
		const titles = real
			.toString('utf8')
			.trimEnd()
			.split('\n')
			.slice(1)
			.map((line) =>
				line
					.split('\t')[2]!
					.replace(/^"(.*)"$/, '$1')
					.replaceAll('""', '"')
			);
		await sql`
			with named as (select title, nth from unnest(${titles}::text[]) with ordinality as list (title, nth)),
			person as (insert into people (email, name, locale, made_at) select 'author' || nth || '@example.test', '', 'en', ${at} from named returning id, email),
			firm as (insert into organisations (registration_number, name, made_at) select lpad(nth::text, 10, '0'), title, ${at} from named returning id, name)
			insert into applications (call_id, applicant_id, organisation_id, track_id, number, answers, version, saved_at, submitted_at)
			select ${call.id}, person.id, firm.id, ${track.id}, 'ICLR-' || nth, '{}', 1, ${at}, ${at}
			from named join firm on firm.name = named.title join person on person.email = 'author' || nth || '@example.test'`.execute(
			db
		);

		const from = performance.now();
		const id = await uploadRatings(db, who, { name: 'iclr2020.tsv', bytes: real, least: 1, most: 10 }, at);
		const { tried, waiting } = await waitingIn(world, id);
		deepEqual(waiting.columns, { application: 2, rater: null, scores: [4], least: 1, most: 10 });
		deepEqual([tried.found.length, tried.unrated, tried.faults.length], [7775, 33, 0]);
		await enterRatings(db, who, id, at);
		const [weighed] = await weighedTracks(reading(db), call);
		const took = performance.now() - from;
		ok(took < 30_000, `${took} ms`);

		// Worked out apart from this program: the one-way model's profile likelihood by golden section, α by its definition.
		const { calibration, applications } = weighed!;
		deepEqual([calibration.lack, calibration.hasReviewers, calibration.anonymous], [null, false, 7775]);
		deepEqual(calibration.spreads, { application: 0.615, reviewer: 0, rest: 0.765 });
		const above = (score: number) => applications.filter(({ raw }) => raw !== null && raw >= score).length;
		deepEqual([above(3.5), above(3), above(2.5)], [302, 697, 1081]);

		await chooseMethod(db, who, { basis: 'adjusted', way: 'line', level: 80, slope: null }, at);
		const [view] = await trackViews(reading(db), call, { basis: 'adjusted', way: 'line', level: 80, slope: null });
		const { agreement, cut, scores } = view!;
		deepEqual([agreement.shared, agreement.pairs, agreement.median], [2561, 8060, 0.889]);
		equal(agreement.alpha!.toFixed(6), '0.393710');
		equal(agreement.close!.toFixed(4), '0.4392');
		equal(scores.points.length, 400);
		const bytes = JSON.stringify(view).length;
		ok(bytes < 60_000, `the page carries ${bytes} bytes for it`);
		const { accept, draw, decline } = cut!.counts;
		equal(accept + draw + decline, 2594);
		ok(accept > 0 && draw > 687 - accept && decline > 33, `${accept}, ${draw}, ${decline}`);

		await freezeBands(db, who, { reason: 'funding line', decline_unreviewed: 'yes' }, at);
		const standings = await standingsOf(reading(db), call.id);
		deepEqual(
			['accept', 'draw', 'decline'].map((band) => standings.filter((row) => row.band === band).length),
			[accept, draw, decline]
		);
		const exported = await exportedReviews(reading(db), call, { organiser: true });
		equal(exported.length, 7775);
		ok(exported.every(({ reviewer }) => reviewer === ''));
	}));
