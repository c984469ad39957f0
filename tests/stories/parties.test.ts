// Who applies, once, and what becomes of their data: invited by mail, compared by the clock, decided by a person, erased.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answer, barriers, press, textOf } from './hand.ts';
import { moveClockTo, newestLink, few, openTheatre, type Guise, type Theatre } from './theatre.ts';

const call = '/calls/seoul-2026';
const desk = '/desk/calls/seoul-2026';
const [lead, along, second, leaving] = ['lead', 'along', 'second', 'leaving'].map((name) => `${name}@parties.example`);

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const shared = {
	...{ registration_number: '220-81-62517', representative: '설새봄', phone: '010-0234-5678' },
	...{ summary: '바닷가 마을의 소음을 지도로 그립니다', asks: '두 시간 동안 이야기하고 싶습니다.' },
	proposal: '항구 도시 열두 곳의 소리를 네 해 동안 모았습니다. 세 달 안에 민원이 절반으로 줄면 성공입니다.'
};

async function comeIn(email: string, guise: Guise = {}): Promise<Page> {
	const page = await theatre.open({ locale: 'ko', noScript: true, ...guise });
	await page.goto(`${call}/apply`);
	await theatre.signIn(page, email);
	return page;
}

/** Writes and submits; answers with what the page says then, without what is each one's own. */
async function apply(page: Page, organisation: string): Promise<string> {
	for (const [key, text] of Object.entries({ organisation_name: organisation, ...shared })) {
		await answer(page, key, text);
	}
	for (const key of ['track', 'region', 'stage', 'size', 'female_led', 'sector']) {
		const select = page.locator(`select[name=answer_${key}]`);
		if (await select.count()) await select.selectOption({ index: 1 });
		else await page.locator(`[name=answer_${key}]`).first().check();
	}
	await page.fill('[name=answer_monthly_calls]', '120');
	await page.locator('button[formaction="?/review"]').click();
	for (const box of await page.locator('fieldset').first().locator('input[type=checkbox]').all()) await box.check();
	await page.locator('form:has(input[name=intent]) button').click();
	await page.waitForURL(`**${call}/mine`);
	const own = /SEOUL-2026-\d+|\S+@\S+|[0-9a-f]{16,}|\d{4}-\d\d-\d\d\S*|\d\d:\d\d(:\d\d)?(\.\d+)?/g;
	return (await textOf(page)).replaceAll(organisation, '').replaceAll(own, '').replace(/\s+/g, ' ');
}

let leader: Page;
let firstSaid: string;

test('a co-applicant is invited by mail, accepts by the link, and reads the application; only the lead submits', async () => {
	leader = await comeIn(lead!, { phone: true });
	firstSaid = await apply(leader, '소리지도');
	await leader.goto(`${call}/mine/coapplicants`);
	await leader.fill('[name=name]', '온새미');
	await leader.fill('[name=email]', along!);
	await leader.fill('[name=role]', '기술 이사');
	await leader.locator('form[action="?/invite"] button').click();
	match(await textOf(leader), /온새미\s+답을 기다림/);
	const page = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await page.goto(await newestLink(leader, along!, /\/coapplicants\//));
	const withScript = await theatre.open({ phone: true, locale: 'ko' });
	await withScript.goto(page.url());
	deepEqual(await barriers(withScript), []);
	match(await textOf(page), /공동 신청 초대/);
	await page.locator('button[formaction="?/accept"]').click();
	await page.getByRole('link', { name: '신청서 보기' }).click();
	await theatre.signIn(page, along!);
	match(await textOf(page), /항구 도시 열두 곳/);
	equal(await page.getByRole('link', { name: '고치기' }).count(), 0, 'reading is all that was allowed');
	await leader.reload();
	match(await textOf(leader), /온새미\s+수락함/);
	const stranger = await comeIn('stranger@parties.example');
	equal((await stranger.goto(page.url()))?.status(), 404);
});

test('a second application with the same number is taken like any other: nothing tells that there is another', async () => {
	const page = await comeIn(second!, { phone: true });
	equal(await apply(page, '남의 이름'), firstSaid);
});

test('after the close the pair waits at the desk, and at the draw, until somebody has decided it with a reason', async () => {
	const organiser = await theatre.open({ locale: 'ko' });
	await organiser.goto(desk);
	await theatre.signIn(organiser, 'organiser@madang.example');
	await organiser.goto(`${desk}/lookalikes`);
	match(await textOf(organiser), /접수가 마감되면 저절로 비교합니다/);
	await moveClockTo(organiser, new Date(Date.now() + 5 * 86_400_000));
	await organiser.goto(`${desk}/lookalikes`);
	for (let tries = 0; tries < 60 && !/결정을 기다리는 쌍/.test(await textOf(organiser)); tries++) {
		await organiser.waitForTimeout(500);
		await organiser.reload();
	}
	match(await textOf(organiser), /결정을 기다리는 쌍: 1건/);
	match(await textOf(organiser), /등록번호가 같음.*전화번호가 같음/s);
	deepEqual(await barriers(organiser), []);
	await organiser.goto(`${desk}/draw`);
	match(await textOf(organiser), /비슷한 신청 1쌍이 결정을 기다림/);
	await organiser.getByRole('link', { name: /결정을 기다림/ }).click();
	await organiser.getByLabel('같은 곳').check();
	await organiser.locator('[name=stands]').first().check();
	await organiser.fill('[name=reason]', '법인 대표가 위임한 신청이 아님을 전화로 확인함');
	await press(organiser, 'form[action*="decide"] button.main');
	match(await textOf(organiser), /결정을 기다리는 쌍이 없습니다/);
	await organiser.goto(`${desk}/draw`);
	match(await textOf(organiser), /비슷한 신청을 모두 결정함/);
	const mailbox = await organiser.request.get('/rehearsal/mailbox');
	match(await mailbox.text(), /위임한 신청이 아님을 전화로 확인함/);
});

test('somebody takes all that is theirs away, and has it destroyed: a certificate stays, the account is gone', async () => {
	const page = await theatre.open({ phone: true, locale: 'ko' });
	await page.goto('/me');
	await theatre.signIn(page, leaving!);
	await page.fill('[name=name]', '떠나는이');
	await press(page, 'form[action="?/save"] button');
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('link', { name: '모두 내려받기 (JSON)' }).click()
	]);
	const all = JSON.parse(await readFile(await download.path(), 'utf8')) as { account: { name: string }[] };
	equal(all.account[0]!.name, '떠나는이');
	await page.goto('/me/erasure');
	match(await textOf(page), /지금 바로 지우는 것.*남는 것/s);
	deepEqual(await barriers(page), []);
	await press(page, 'form button.grave');
	match(await textOf(page), /되돌릴 수 없다는 것에 표시해 주세요/);
	await page.locator('[name=understood]').check();
	await press(page, 'form button.grave');
	await page.waitForURL('**/erasures/**');
	match(await textOf(page), /파기 확인서.*본인의 요청/s);
	await page.goto('/me');
	ok(page.url().includes('/sign-in'));
});

test('who is in a call that runs is told what to do first, and until when all is kept', async () => {
	await leader.goto('/me/erasure');
	match(await textOf(leader), /선정이 진행 중입니다/);
	match(await textOf(leader), /에 파기합니다/);
	equal(await leader.locator('form button.grave').count(), 0);
});
