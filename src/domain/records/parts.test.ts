import '../../../tests/folder.ts';
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, words, type Scene } from '../../../tests/cast.ts';
import { setStage } from '../../../tests/programme.ts';
import { releaseProgramme } from '#domain/programme/releases.write.server.ts';
import { stopOf } from '#domain/tours/read.server.ts';
import { reading } from '#lib/db.server.ts';
import { draftFor, previewPage } from './page.read.server.ts';
import { pagesAfterwards } from './afterwards.read.server.ts';
import { partsOf } from './parts.read.server.ts';
import { publicQuotes } from './quotes.read.server.ts';
import { wholeArticle } from '../../../tests/records.ts';

type Said = { versions: string[]; answers?: (string | null)[]; embargo?: Date; withdrawn?: Date };

async function staged(world: Scene) {
	const stage = await setStage(world);
	const { session } = stage;
	await releaseProgramme(world.db, stage.who, { stopId: stage.stopId, note: null }, noon);
	const speaker = await world.db.selectFrom('speakers').select('id').executeTakeFirstOrThrow();
	const say = async ({ versions, answers = [], embargo, withdrawn }: Said) => {
		const made = { made_at: noon, made_by: world.hana.id, said_at: noon, locale: 'ko' };
		const { id } = await world.db
			.insertInto('quotes')
			.values({
				...{ stop_id: stage.stopId, session_id: session.id, speaker_id: speaker.id, ...made },
				...{ embargo_until: embargo ?? null, withdrawn_at: withdrawn ?? null }
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		for (const [nth, text] of versions.entries()) {
			const version = { quote_id: id, version: nth + 1 };
			await world.db
				.insertInto('quote_versions')
				.values({ ...version, text, written_by: world.hana.id, written_at: noon })
				.execute();
			const answer = answers[nth];
			if (answer)
				await world.db
					.insertInto('quote_answers')
					.values({ ...version, answer, answered_at: noon })
					.execute();
		}
		return id;
	};
	return { ...stage, say, stop: await stopOf(reading(world.db), stage.stopId) };
}

test('a record shows only words that are approved, past their embargo and not withdrawn', () =>
	scene(async (world) => {
		const { say, stopId } = await staged(world);
		await say({ versions: ['approved'], answers: ['approved'] });
		await say({ versions: ['waiting'] });
		await say({ versions: ['declined'], answers: ['declined'] });
		await say({ versions: ['once approved', 'changed since'], answers: ['approved', null] });
		await say({ versions: ['first', 'second'], answers: ['declined', 'approved'] });
		await say({ versions: ['withdrawn'], answers: ['approved'], withdrawn: noon });
		await say({ versions: ['embargoed'], answers: ['approved'], embargo: hours(1) });
		const shown = async (at: Date) =>
			(await publicQuotes(reading(world.db), stopId, at)).map(({ text }) => text).sort();
		deepEqual(await shown(new Date(hours(1).getTime() - 1)), ['approved', 'second']);
		deepEqual(await shown(hours(1)), ['approved', 'embargoed', 'second']);
	}));

test('a draft says what is known: who spoke, how the day ran, what was said and promised', () =>
	scene(async (world) => {
		const { say, stop, stopId, session } = await staged(world);
		const quote = await say({ versions: ['말'], answers: ['approved'] });
		const promise = { stop_id: stopId, position: 1, made_at: noon, made_by: world.hana.id };
		await world.db
			.insertInto('promises')
			.values({ ...promise, what: words('A centre'), who: words('Vale AI'), due_on: '2026-11-22' })
			.execute();
		const [segment] = await world.db
			.selectFrom('segments')
			.select('id')
			.where('session_id', '=', session.id)
			.orderBy('position')
			.execute();
		for (const [mark, minute] of [
			['begin', 2],
			['end', 31]
		] as const)
			await world.db
				.insertInto('segment_marks')
				.values({
					segment_id: segment!.id,
					mark,
					marked_by: world.hana.id,
					marked_at: new Date(session.starts_at.getTime() + minute * 60_000)
				})
				.execute();
		const draft = await draftFor(reading(world.db), stop, noon);
		for (const locale of ['ko', 'en'] as const) {
			ok(draft.title[locale] && draft.lead[locale]);
			for (const part of ['{programme}', `{quote ${quote}}`, '{promises}', '{terms}'])
				ok(draft.body[locale].includes(part), part);
		}
		match(draft.body.ko, /## 왜 왔나[\s\S]*## 무엇을 말했나[\s\S]*## 다음은 무엇인가/);
		match(draft.body.en, /It began at 09:02 in Main/);
		const parts = await partsOf(reading(world.db), stop, noon);
		equal(parts.promises[0]!.state, 'late', 'its day has passed');
		equal(parts.programme[0]!.segments[0]!.ran, true);
		deepEqual([parts.counted.figures, parts.draw], [[], null], 'of what is not drawn nothing is told');
		// What an article does not show is not sent along.
		const page = await previewPage(reading(world.db), stop, 'en', { at: noon, article: wholeArticle() });
		deepEqual([page.parts.quotes, page.parts.promises, page.parts.programme], [[], [], []]);
	}));

test('a session that is not public is in no part, nor is what was said in it', () =>
	scene(async (world) => {
		const { say, stop, stopId, session, who } = await staged(world);
		await say({ versions: ['말'], answers: ['approved'] });
		await world.db.updateTable('sessions').set({ visibility: 'private' }).where('id', '=', session.id).execute();
		await releaseProgramme(world.db, who, { stopId, note: null }, hours(1));
		const parts = await partsOf(reading(world.db), stop, hours(2));
		deepEqual(parts.programme, []);
		ok(!JSON.stringify(parts).includes('Morning talk'));
		deepEqual(parts.quotes, []);
		deepEqual(await pagesAfterwards(reading(world.db), stopId, hours(2)), []);
	}));
