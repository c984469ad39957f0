// What becomes of a meeting: from the guest's interest to contacts that both let go, a time to meet, a pilot, the next
// call; and what those who came say of it and take away.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answerKey } from '#domain/followups/surveys.read.server.ts';
import { connect, type Db } from '#lib/db.server.ts';
import { clockIn, dayAfter } from '#lib/zone.ts';
import { startPostgres } from '../../start/postgres.mjs';
import { setScene } from '../cast.ts';
import { goingOn, secretContact } from '../followups.ts';
import { barriers, textOf, tooWide } from './hand.ts';
import { newestLink, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let db: Db;
let guest: Page;
let applicant: Page;
const today = clockIn('Asia/Seoul', new Date()).day;

before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '10' });
	db = connect((await startPostgres({ dataDir: theatre.dataDir })).url, 2);
	await goingOn(await setScene(db), new Date());
	await db.updateTable('stops').set({ starts_on: today, ends_on: today }).where('slug', '=', 'seoul-stop').execute();
	guest = await theatre.open({ locale: 'en', noScript: true });
	applicant = await theatre.open({ locale: 'ko', phone: true, noScript: true });
	await theatre.signIn(guest, 'gia@example.test');
});
after(async () => {
	await db?.destroy();
	await theatre?.close();
});

/** Presses what leads to a page, and waits until that page is there. */
async function send(page: Page, selector: string): Promise<void> {
	const came = page.waitForEvent('load');
	await page.locator(selector).first().click();
	await came;
}

/** All that a page was sent: as HTML, and as data. */
async function bodies(page: Page): Promise<string[]> {
	const path = new URL(page.url()).pathname;
	return Promise.all([path, `${path}/__data.json`].map(async (one) => (await page.request.get(one)).text()));
}

test('the guest finds 반도체를 by 반도체, marks interest, and the applicant answers on a phone without scripts', async () => {
	await guest.goto(`/stops/seoul-stop/proposals?q=${encodeURIComponent('반도체')}`);
	equal(await guest.locator('mark').first().textContent(), '반도체');
	equal(await guest.locator('.list > li').count(), 1);
	await send(guest, '.list a');
	await guest.check('input[value=build]');
	await guest.fill('textarea[name=gives]', 'A test bed in our data centre');
	await guest.fill('textarea[name=contact]', secretContact.guest);
	await guest.fill('textarea[name=note]', 'Only ours to read');
	await send(guest, 'form[action^="?/offer"] button');
	match(await textOf(guest), /Saved\. The other side can read it now[\s\S]*A test bed in our data centre/);
	await applicant.goto(new URL(await newestLink(applicant, 'joon@example.test', /\/followups\//)).pathname);
	match(await textOf(applicant), /A test bed in our data centre/);
	await applicant.check('input[value=platform]');
	await applicant.fill('textarea[name=seeks]', '시험할 모델');
	await applicant.fill('textarea[name=contact]', secretContact.applicant);
	await send(applicant, 'form[action^="?/offer"] button');
	deepEqual(await tooWide(applicant), []);
});

test('one side agrees and nothing is released; both agree and both see', async () => {
	await send(applicant, 'form[action^="?/agree"] button');
	await guest.reload();
	match(await textOf(guest), /The other side\s+Agreed/);
	for (const body of await bodies(guest)) ok(!body.includes(secretContact.applicant));
	for (const body of await bodies(applicant))
		for (const secret of [secretContact.guest, 'Only ours to read']) ok(!body.includes(secret), secret);
	await send(guest, 'form[action^="?/agree"] button');
	ok((await textOf(guest)).includes(secretContact.applicant));
	await applicant.reload();
	ok((await textOf(applicant)).includes(secretContact.guest));
});

test('a time is proposed in two clocks and chosen; a pilot follows, and the next call is made from it', async () => {
	const form = guest.locator('#meetings details').last();
	await form.locator('summary').click();
	await form.locator('select[name=delegate]').selectOption({ index: 1 });
	await form.locator('select[name=zone]').selectOption('America/Los_Angeles');
	await form.locator('input[name="slots.0.day"]').fill(dayAfter(today, 3));
	await form.locator('input[name="slots.0.time"]').fill('18:00');
	await send(guest, '#meetings details form button');
	await applicant.reload();
	match(await textOf(applicant), /현지 .* KST[\s\S]*18:00/);
	await send(applicant, 'form[action^="?/choose"] button');
	match(await textOf(applicant), /만날 시간을 정했습니다/);
	const file = await applicant.request.get((await applicant.locator('a[href$=".ics"]').getAttribute('href'))!);
	match(await file.text(), /BEGIN:VEVENT[\s\S]*TZID=Asia\/Seoul/);
	await send(applicant, 'form[action^="?/carry"] button');
	await guest.locator('#steps details summary').click();
	await guest.locator('#steps select[name=step]').selectOption('pilot');
	await guest.fill('#steps textarea[name=note]', 'In one plant');
	await send(guest, '#steps form button');
	match(await textOf(guest), /The step is saved[\s\S]*In one plant/);
	const organiser = await theatre.open({ locale: 'en' });
	await theatre.signIn(organiser, 'hana@example.test');
	await organiser.goto('/desk/calls/seoul/followups');
	match(await textOf(organiser), /Interest → Meeting → Pilot/);
	deepEqual(await barriers(organiser), []);
	await organiser.goto('/desk/calls/seoul/followups/next?from=pilot');
	await organiser.fill('input[name="name.ko"]', '시범 사업');
	await organiser.fill('input[name="name.en"]', 'Pilots');
	await organiser.fill('input[name=places]', '2');
	for (const [nth, name] of ['review', 'draw'].entries()) {
		await organiser.fill(`input[name="${name}.day"]`, dayAfter(today, 20 + nth));
		await organiser.fill(`input[name="${name}.time"]`, '10:00');
	}
	await organiser.locator('main form[method=post] button').last().click();
	await organiser.waitForURL(/\/desk\/calls\/seoul-r2$/);
	match(await textOf(organiser), /Pilots/);
});

test('who came answers a survey, changes the answer, and takes a certificate that anybody can check', async () => {
	const visitor = await theatre.open({ locale: 'ko', phone: true, noScript: true });
	const { path, answer } = await unansweredSurvey();
	await visitor.goto(path);
	for (const mark of ['4', '5']) {
		await visitor.check(`input[name="q.overall"][value="${mark}"]`);
		await send(visitor, 'main form[method=post] button');
		match(await textOf(visitor), /답해 주셔서 고맙습니다/);
		deepEqual(await answer(), mark);
	}
	deepEqual(await tooWide(visitor), []);
	await visitor.goto(await certificateOfSomebody());
	const pdf = await visitor.request.get(`${visitor.url()}/certificate.pdf?lang=ko`);
	equal((await pdf.body()).subarray(0, 5).toString(), '%PDF-');
	await send(visitor, 'a[href^="/certificates/check"]');
	match(await textOf(visitor), /진짜 확인서입니다/);
	const changed = visitor
		.url()
		.replace(/(line=\d+-)(.)/, (_, line: string, one: string) => line + (one === 'A' ? 'B' : 'A'));
	await visitor.goto(changed);
	match(await textOf(visitor), /저희가 낸 확인서가 아닙니다/);
});

/** The page of a certificate that the sample sent to somebody who came. */
async function certificateOfSomebody(): Promise<string> {
	const { body } = await db
		.selectFrom('letters')
		.select('body')
		.where('body', 'like', '%/certificates/%')
		.orderBy('to_address')
		.limit(1)
		.executeTakeFirstOrThrow();
	return new URL(/https?:\S+/.exec(body)![0]).pathname;
}

/** A survey of the sample that somebody who came has not answered yet, and what is kept of their answer. */
async function unansweredSurvey() {
	const [letters, answered] = await Promise.all([
		db.selectFrom('letters').select('body').where('body', 'like', '%/surveys/%').execute(),
		db.selectFrom('survey_answers').select('key').execute()
	]);
	const tokens = letters.map(({ body }) => /\/surveys\/([\w-]+)/.exec(body)![1]!);
	const token = tokens.find((one) => !answered.some(({ key }) => key.equals(answerKey(one))))!;
	const row = () =>
		db.selectFrom('survey_answers').select('answers').where('key', '=', answerKey(token)).executeTakeFirstOrThrow();
	return { path: `/surveys/${token}`, answer: async () => (await row()).answers.overall };
}
