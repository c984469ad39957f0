import { deepEqual, equal, rejects } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading, type Reader } from '#lib/db.server.ts';
import { addCall, addPerson, noon, scene, visitorOf, type Scene } from '../../../tests/cast.ts';
import { formFields, settled } from './answers.rules.ts';
import { applicationsPage, countsByAnswer, countsByState, oneApplication } from './desk.read.server.ts';
import { ownApplication } from './read.server.ts';
import { contentHash } from './receipts.rules.ts';
import { submitApplication } from './submit.write.server.ts';
import { saveDraft, withdrawApplication } from './write.server.ts';

const everything = { state: null, track: null, text: '', page: 1 };
const numbers = ['2208162517', '1208147521', '1018100001'];

async function applied({ db, call }: Scene, name: string, track: string, index: number) {
	const who = gate.applicant(visitorOf(await addPerson(db, name)), call.id);
	const answers = {
		organisation_name: `${name} 50%_상사`,
		registration_number: numbers[index]!,
		track,
		region: 'busan'
	};
	const typed = { ...answers, proposal: '제안' };
	await saveDraft(db, who, { version: 0, answers: typed }, noon);
	const hash = contentHash(settled(typed, formFields(call.fields, call.tracks)));
	await submitApplication(db, who, { intent: randomUUID(), hash, agreed: ['selection'] }, noon);
	return (await ownApplication(reading(db), who))!;
}

/** The same store, counting what it is asked. */
function counting(db: Reader) {
	const asked = { count: 0 };
	const reader: Reader = {
		selectFrom: ((...args: Parameters<Reader['selectFrom']>) => {
			asked.count++;
			return db.selectFrom(...args);
		}) as Reader['selectFrom'],
		fn: db.fn
	};
	return { asked, reader };
}

test('the list of one and of three costs the same number of questions', () =>
	scene(async (world) => {
		const { db, araAuditing } = world;
		const counts: number[] = [];
		for (const [index, name] of ['a', 'b', 'c'].entries()) {
			await applied(world, name, 'api', index);
			const { asked, reader } = counting(reading(db));
			equal((await applicationsPage(reader, araAuditing, everything, [])).applications.length, index + 1);
			counts.push(asked.count);
		}
		equal(new Set(counts).size, 1);
	}));

test('an organiser finds applications by state, track, name and numbers', () =>
	scene(async (world) => {
		const { db, joonApplying } = world;
		await applied(world, 'alpha', 'api', 0);
		await applied(world, 'beta', 'collaboration', 1);
		await saveDraft(db, joonApplying, { version: 0, answers: { proposal: '비밀 초안' } }, noon);
		const who = gate.auditor(world.visitors.hana, world.call);
		const find = async (sought: object) =>
			(await applicationsPage(reading(db), who, { ...everything, ...sought }, [])).applications.map(
				(row) => row.number
			);
		deepEqual(await find({}), ['SEOUL-0001', 'SEOUL-0002', null]);
		deepEqual(await find({ state: 'draft' }), [null]);
		deepEqual(await find({ track: 'api' }), ['SEOUL-0001']);
		deepEqual(await find({ text: 'BETA' }), ['SEOUL-0002']);
		deepEqual(await find({ text: '220-81' }), ['SEOUL-0001']);
		deepEqual(await find({ text: '0002' }), ['SEOUL-0002']);
		deepEqual(await find({ text: '50%_' }), ['SEOUL-0001', 'SEOUL-0002']);
		deepEqual(await find({ text: '5_%' }), []);
		deepEqual(await find({ page: 9 }), []);
		const shown = (await applicationsPage(reading(db), who, everything, ['region', 'none'])).applications;
		deepEqual(
			shown.map(({ answers }) => answers),
			[{ region: 'busan' }, { region: 'busan' }, {}],
			'of what was answered the page has what it shows'
		);
		deepEqual(await countsByState(reading(db), who), { submitted: 2, draft: 1, withdrawn: 0 });
		const counts = await countsByAnswer(reading(db), who, ['track', 'region']);
		deepEqual(counts.map((row) => `${row.key}=${row.value}:${row.count}`).sort(), [
			'region=busan:2',
			'track=api:1',
			'track=collaboration:1'
		]);
	}));

test('a draft and a withdrawn application are listed without what is in them', () =>
	scene(async (world) => {
		const { db, araAuditing, joonApplying, call } = world;
		await saveDraft(db, joonApplying, { version: 0, answers: { proposal: '비밀 초안' } }, noon);
		const draft = (await ownApplication(reading(db), joonApplying))!;
		equal((await oneApplication(reading(db), araAuditing, draft.id)).answers, null);
		const { applicant_id, id } = await applied(world, 'alpha', 'api', 0);
		const person = { id: applicant_id, email: 'x', name: 'x', locale: 'ko' as const };
		await withdrawApplication(db, gate.applicant(visitorOf(person), call.id), noon);
		const withdrawn = await oneApplication(reading(db), araAuditing, id);
		equal(withdrawn.answers, null);
		equal(withdrawn.receipts.length, 1);
		for (const text of ['비밀', '초안', '제안'])
			equal((await applicationsPage(reading(db), araAuditing, { ...everything, text }, ['proposal'])).total, 0, text);
		const page = await applicationsPage(reading(db), araAuditing, everything, ['proposal']);
		equal(JSON.stringify(page).includes('제안') || JSON.stringify(page).includes('비밀'), false);
	}));

test('an application of another call, a guessed id and nonsense are not there, and no stranger gets to ask', () =>
	scene(async (world) => {
		const { db, call, otherHost, visitors, araAuditing } = world;
		const { id } = await applied(world, 'alpha', 'api', 0);
		const found = await oneApplication(reading(db), araAuditing, id);
		equal(found.organisation, 'alpha 50%_상사');
		deepEqual(Object.keys(found.receipts[0]!), ['id', 'number', 'content_hash', 'submitted_at', 'agreed']); // no salt
		const other = await addCall(db, otherHost, 'busan');
		const nari = gate.auditor(visitors.nari, other);
		for (const guessed of [id, randomUUID(), 'nonsense', "' or 1=1"]) {
			await rejects(oneApplication(reading(db), nari, guessed), { code: 'applications.not-found' });
		}
		deepEqual((await applicationsPage(reading(db), nari, everything, [])).applications, []);
		deepEqual(await countsByState(reading(db), nari), { submitted: 0, draft: 0, withdrawn: 0 });
		deepEqual(await countsByAnswer(reading(db), nari, ['track', 'region']), []);
		for (const visitor of [visitors.nari, visitors.joon, visitors.seri]) {
			await rejects(async () => gate.auditor(visitor, call), { code: 'people.not-found' });
		}
	}));
