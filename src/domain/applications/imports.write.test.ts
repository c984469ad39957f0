import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { addCall, hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { dropImports } from '../../jobs/drop-imports.ts';
import { dryRun, importOf, importsOf } from './imports.read.server.ts';
import { mailTarget } from './imports.rules.ts';
import { dropImport, mapImport, mostFileBytes, readImport, uploadImport } from './imports.write.server.ts';

const file = (text: string) => ({ name: '명단.csv', bytes: Buffer.from(text) });
const table = '기업명,사업자번호,이메일,분야,region,proposal,비고\n한빛,220-81-62517,han@bit.kr,API,busan,계획,x\n';
const upload = ({ db, hanaOrganising }: Scene, text = table) => uploadImport(db, hanaOrganising, file(text), noon);

test('a file is read and its columns guessed by their names in either language; nothing is entered', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const one = await importOf(reading(db), hanaOrganising, await upload(world));
		deepEqual(one.reading, { encoding: 'utf-8', delimiter: ',' });
		deepEqual(one.mapping, {
			...{ 기업명: 'organisation_name', 사업자번호: 'registration_number', 이메일: mailTarget, 분야: 'track' },
			...{ region: 'region', proposal: 'proposal' }
		});
		const { judged } = await dryRun(reading(db), one, { at: noon });
		deepEqual(
			judged.map(({ state, email }) => [state, email]),
			[['ready', 'han@bit.kr']]
		);
		equal((await db.selectFrom('applications').select('id').execute()).length, 0);
		deepEqual(await told(db), ['import.uploaded']);
	}));

test('what is chosen for the columns is kept, and the next file of the call begins with it', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const id = await upload(world);
		const columns = new Map([
			[0, 'organisation_name'],
			[2, mailTarget],
			[6, 'link']
		]);
		await mapImport(db, hanaOrganising, { id, columns }, noon);
		const next = await importOf(reading(db), hanaOrganising, await upload(world));
		equal(next.mapping.비고, 'link');
		equal(next.mapping.기업명, 'organisation_name');
		for (const [columns, code] of [
			[[[0, 'organisation_name']], 'applications.import-no-mail'],
			[[[0, mailTarget], [1, mailTarget]], 'applications.import-same-twice'], // prettier-ignore
			[[[0, mailTarget], [1, 'nothing']], 'applications.import-no-such-field'] // prettier-ignore
		] as const) {
			const wrong = { id, columns: new Map<number, string>(columns.map(([at, target]) => [at, target])) };
			await rejects(mapImport(db, hanaOrganising, wrong, noon), { code });
		}
	}));

test('a file read in the wrong encoding is read again in another', () =>
	scene(async (world) => {
		const { db, hanaOrganising } = world;
		const bytes = Buffer.concat([Buffer.from([0xc8, 0xb8, 0xbb, 0xe7, 0xb8, 0xed]), Buffer.from(',mail\nx,a@b.kr\n')]);
		const id = await uploadImport(db, hanaOrganising, { name: 'x', bytes }, noon);
		const first = await importOf(reading(db), hanaOrganising, id);
		deepEqual([first.reading.encoding, first.mapping['회사명']], ['euc-kr', 'organisation_name']);
		await readImport(db, hanaOrganising, { id, reading: { encoding: 'utf-16le' } }, noon).catch(() => {});
		await readImport(db, hanaOrganising, { id, reading: { encoding: 'euc-kr', delimiter: ',' } }, noon);
		equal((await importOf(reading(db), hanaOrganising, id)).reading.encoding, 'euc-kr');
	}));

test('a file that is put away is gone, with what was in it; so is one that has lain for a day', () =>
	scene(async (world) => {
		const { db, hanaOrganising: who, call } = world;
		const [one, other] = [await upload(world), await upload(world)];
		await dropImport(db, who, { id: one, callId: call.id }, noon);
		await rejects(importOf(reading(db), who, one), { code: 'applications.import-not-found' });
		await rejects(dropImport(db, who, { id: one, callId: call.id }, noon), { code: 'applications.import-not-found' });
		await dropImports(db, hours(23));
		deepEqual(
			(await importsOf(reading(db), who)).map(({ id }) => id),
			[other]
		);
		await dropImports(db, hours(25));
		const left = await db.selectFrom('imports').select('file').where('file', 'is not', null).execute();
		deepEqual(left, []);
		equal((await told(db)).filter((verb) => verb === 'import.dropped').length, 2);
	}));

test('nonsense, a draft of a call, and another host’s organiser are refused', () =>
	scene(async (world) => {
		const { db, hanaOrganising, visitors, otherHost, call } = world;
		for (const [text, code] of [
			['', 'lib.table-empty'],
			['only,heads\n', 'lib.table-empty'],
			['{"a":1}', 'lib.not-a-table'],
			['a,b\n"x', 'lib.open-quote']
		] as const)
			await rejects(upload(world, text), { code });
		const huge = { name: 'x', bytes: Buffer.alloc(mostFileBytes + 1, 'a') };
		await rejects(uploadImport(db, hanaOrganising, huge, noon), { code: 'applications.import-too-large' });
		const id = await upload(world);
		const theirs = await addCall(db, otherHost, 'theirs');
		const nari = gate.organiser(visitors.nari, theirs);
		await rejects(importOf(reading(db), nari, id), { code: 'applications.import-not-found' });
		await rejects(mapImport(db, nari, { id, columns: new Map([[2, mailTarget]]) }, noon), {
			code: 'applications.import-not-found'
		});
		await rejects(dropImport(db, nari, { id, callId: theirs.id }, noon), { code: 'applications.import-not-found' });
		await db.updateTable('calls').set({ published_at: null }).where('id', '=', call.id).execute();
		await rejects(upload(world), { code: 'applications.import-unpublished' });
	}));
