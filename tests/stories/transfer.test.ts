// An organiser enters a table of applications, and takes applications away as a table.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { registrationNumber } from '../../sample/registration.ts';
import { approve } from './approving.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const desk = '/desk/calls/seoul-2026';
const text = async (page: Page) => (await page.textContent('main')) ?? '';

async function organising(guise: Parameters<Theatre['open']>[0]): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto('/sign-in');
	await theatre.signIn(page, 'organiser@madang.example');
	return page;
}

// Taken once: from 100 applications on it takes two people.
let exported: { applications: { answers: Record<string, string> }[] } | undefined;

/** The call's own export, its first firm made into others: what was exported is what can be imported. */
async function likeExported(page: Page, count: number): Promise<string[]> {
	exported ??= await (await page.request.get(`${desk}/applications.json?reason=test`)).json();
	const model = exported!.applications[0]!;
	return Array.from({ length: count }, (_, nth) => {
		const answers: Record<string, string> = { ...model.answers, organisation_name: `우편 기업 ${nth}` };
		answers.registration_number = registrationNumber(30_000 + nth);
		return JSON.stringify({ email: `post${nth}@example.test`, answers });
	});
}

test('a table is read, tried, and entered with its progress shown; the same one again enters nothing', async () => {
	const page = await organising({ locale: 'ko' });
	const rows = await likeExported(page, 600);
	const wrong = rows[0]!
		.replace('post0@', 'post0 at ')
		.replace(/"registration_number":"\d+"/, '"registration_number":"1"');
	const buffer = Buffer.from(`[${[wrong, ...rows.slice(1)].join(',')}]`);
	const upload = async () => {
		await page.goto(`${desk}/import`);
		await page.setInputFiles('input[name=file]', { name: '우편.json', mimeType: 'application/json', buffer });
		await page.locator('form[enctype] button').click();
		await page.waitForURL(/import\/[0-9a-f-]{36}$/);
	};
	await upload();
	match(await text(page), /JSON · UTF-8 · 600행/);
	match(await text(page), /email: 메일 주소를 다시 확인해 주세요/);
	match(await text(page), /registration_number: 사업자등록번호를 다시 확인해 주세요/);
	const faults = await (await page.request.get(`${new URL(page.url()).pathname}/faults.csv`)).text();
	equal(faults.split('\r\n').length, 4);
	await page.locator('form[action="?/enter"] button').click();
	ok(await page.locator('input[name=vouched]').evaluate((box: HTMLInputElement) => box.validity.valueMissing));
	await page.locator('input[name=vouched]').check();
	await page.locator('form[action="?/enter"] button').click();
	await page.getByText('599건을 입력하였습니다').waitFor();
	await page.goto(`${desk}/applications?text=우편+기업+7`);
	match(await text(page), /주최 기관 입력/);
	await upload();
	match(await text(page), /입력할 수 있는 행이 없습니다/);
	await page.locator('form[action="?/drop"] button').click();
	await page.waitForURL(`**${desk}/import`);
	match(await text(page), /우편\.json · 599건/);
});

test('without JavaScript, on a phone: pasted from a sheet, matched by hand, entered; the applicant finds it', async () => {
	const page = await organising({ locale: 'ko', phone: true, noScript: true });
	const [row] = await likeExported(page, 1);
	const { answers } = JSON.parse(row!);
	answers.registration_number = registrationNumber(40_000);
	const keys = Object.keys(answers);
	const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
	const pasted = [
		['누구', ...keys],
		['pasted@example.test', ...keys.map((key) => answers[key])]
	];
	await page.goto(`${desk}/import`);
	await page.locator('summary').first().click();
	await page.fill('textarea[name=pasted]', pasted.map((line) => line.map(cell).join('\t')).join('\n'));
	await page.locator('form[enctype] button').click();
	match(await text(page), /CSV · UTF-8 · 탭 · 1행/);
	match(await text(page), /신청자 메일 주소가 든 열을 골라 주세요/);
	await page.locator('select[name=column_0]').selectOption('applicant:email');
	await page.locator('form[action="?/map"] button').click();
	await page.locator('input[name=vouched]').check();
	await page.locator('input[name=tells]').check();
	await page.locator('form[action="?/enter"] button').click();
	match(await text(page), /1건을 입력하였습니다/);

	const applicant = await theatre.open({ locale: 'ko', phone: true, noScript: true });
	await applicant.goto('/sign-in');
	await theatre.signIn(applicant, 'pasted@example.test');
	await applicant.goto('/calls/seoul-2026/mine');
	match(await text(applicant), /주최 기관이 대신 입력하였습니다/);
});

test('what is no table is refused with what to do, and nothing of it stays; strangers find no such page', async () => {
	const page = await organising({ locale: 'en' });
	await page.goto(`${desk}/import`);
	const send = async (name: string, buffer: Buffer) => {
		await page.setInputFiles('input[name=file]', { name, mimeType: 'application/octet-stream', buffer });
		await page.locator('form[enctype] button').click();
		await page.getByRole('alert').waitFor();
		return (await page.getByRole('alert').textContent()) ?? '';
	};
	match(await send('old.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')), /old Excel form/);
	match(await send('x.xlsx', Buffer.from('PK\x03\x04 broken')), /broken or protected/);
	match(await send('x.csv', Buffer.from('a,b\n"never closed')), /never closed/);
	const stranger = await theatre.open({ locale: 'en' });
	await stranger.goto('/sign-in');
	await theatre.signIn(stranger, 'stranger@example.test');
	for (const path of ['/import', '/applications.xlsx?reason=test', '/applications.json?reason=test'])
		equal((await stranger.request.get(desk + path)).status(), 404, path);
});

test('every export opens as what it is', async () => {
	const page = await organising({ locale: 'ko' });
	await approve(theatre, page, desk, 'export'); // after the imports they are more than a hundred
	const get = async (ending: string) => (await page.request.get(`${desk}/applications.${ending}?reason=test`)).body();
	equal((await get('csv')).subarray(0, 3).toString('hex'), 'efbbbf');
	const { openXlsx } = await import('../../src/lib/xlsx.server.ts');
	const book = openXlsx(await get('xlsx'));
	const rows = book.rowsOf(book.sheets[0]!);
	const { applications } = JSON.parse((await get('json')).toString());
	equal(rows.length, applications.length + 1);
	ok(
		rows.slice(1).every(({ cells }) => /^\+82 ?/.test(cells[6]!)),
		'telephones stay text'
	);
});
