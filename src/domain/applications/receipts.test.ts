import { equal } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { reading } from '#lib/db.server.ts';
import { signed } from '#lib/signing.server.ts';
import { noon, scene, type Scene } from '../../../tests/cast.ts';
import { formFields, settled } from './answers.rules.ts';
import { checkReceipt, ownReceipt } from './read.server.ts';
import { contentHash, fileOf, signedText, type ReceiptFile } from './receipts.rules.ts';
import { submitApplication } from './submit.write.server.ts';
import { saveDraft } from './write.server.ts';

const answers = {
	organisation_name: '한빛 연구소',
	registration_number: '2208162517',
	track: 'api',
	region: 'busan',
	proposal: '바닷가 도시의 소음을 지도로 그립니다.'
};

async function receiptFile({ db, call, joonApplying }: Scene): Promise<ReceiptFile> {
	await saveDraft(db, joonApplying, { version: 0, answers }, noon);
	const hash = contentHash(settled(answers, formFields(call.fields, call.tracks)));
	await submitApplication(db, joonApplying, { intent: randomUUID(), hash, agreed: ['selection'] }, noon);
	const { publicKey, ...kept } = await ownReceipt(reading(db), joonApplying, null);
	return fileOf(kept, publicKey);
}

const judged = async ({ db }: Scene, file: unknown) =>
	checkReceipt(reading(db), typeof file === 'string' ? file : JSON.stringify(file));

test('a receipt as it was given is ours, however it is indented or ordered', () =>
	scene(async (world) => {
		const file = await receiptFile(world);
		const verdict = await judged(world, '\ufeff' + JSON.stringify(file, null, 4) + '\n');
		equal(verdict.verdict, 'ours');
		equal(verdict.verdict === 'ours' && verdict.answers, 'same');
		const receipt = Object.fromEntries(Object.entries(file.receipt).reverse());
		equal((await judged(world, { ...file, receipt })).verdict, 'ours');
	}));

test('a receipt without its answers is still ours', () =>
	scene(async (world) => {
		const { answers: _, ...file } = await receiptFile(world);
		const verdict = await judged(world, file);
		equal(verdict.verdict === 'ours' && verdict.answers, 'absent');
	}));

for (const [what, edit] of [
	['number', { number: 'SEOUL-0009' }],
	['time', { submittedAt: '2026-11-22T03:00:00.000Z' }],
	['organisation', { organisation: '다른 기업' }],
	['salt', { salt: '0'.repeat(64) }],
	['consents', { consents: ['selection', 'recording'] }],
	['added part', { note: 'VIP' }]
] as const) {
	test(`an edited receipt is found out: ${what}`, () =>
		scene(async (world) => {
			const file = await receiptFile(world);
			const receipt = { ...file.receipt, ...edit };
			equal((await judged(world, { ...file, receipt })).verdict, 'edited');
		}));
}

test('edited answers beside a sound receipt are found out', () =>
	scene(async (world) => {
		const file = await receiptFile(world);
		const verdict = await judged(world, { ...file, answers: { ...file.answers, proposal: '더 좋은 제안' } });
		equal(verdict.verdict === 'ours' && verdict.answers, 'edited');
	}));

test("a receipt signed with somebody else's key is not ours", () =>
	scene(async (world) => {
		const file = await receiptFile(world);
		const other = {
			publicKey: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
			privateKey: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A'
		};
		const receipt = { ...file.receipt, number: 'SEOUL-0009' };
		const forged = { ...file, receipt, publicKey: other.publicKey, signature: signed(signedText(receipt), other) };
		equal((await judged(world, forged)).verdict, 'others');
	}));

for (const text of ['', 'null', '[]', '{}', '{"receipt":1}', 'not json', '{"receipt":{"kind":"madang/receipt/v1"}}']) {
	test(`what is no receipt is not read as one: ${JSON.stringify(text)}`, () =>
		scene(async (world) => equal((await judged(world, text)).verdict, 'unreadable')));
}

test('a file that nests without end is not read as a receipt', () =>
	scene(async (world) => {
		const deep =
			'{"receipt":{"kind":"madang/receipt/v1","x":' + '['.repeat(100_000) + ']'.repeat(100_000) + '},"signature":""}';
		equal((await judged(world, deep)).verdict, 'unreadable');
	}));
