// The organiser's side of a call's life: a deadline moved by two people, a code and a screening, and the next round.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../start/postgres.mjs';
import { connect, type Db } from '#lib/db.server.ts';
import { press, textOf } from './hand.ts';
import { moveClockTo, newestLink, few, openTheatre, type Theatre } from './theatre.ts';

const open = '/desk/calls/seoul-2026';
const reviewed = '/desk/calls/busan-2026';

let theatre: Theatre;
let db: Db;
let organiser: Page;

before(async () => {
	theatre = await openTheatre(few);
	db = connect((await startPostgres({ dataDir: theatre.dataDir })).url, 2); // the theatre's own: it is running
	organiser = await theatre.open({ locale: 'ko' });
	await organiser.goto(open);
	await theatre.signIn(organiser, 'organiser@madang.example');
});
after(async () => {
	await db?.destroy();
	await theatre?.close();
});

test('a deadline is moved by two people, every applicant is told, and the notice keeps both', async () => {
	const { closes_at } = await db
		.selectFrom('calls')
		.select('closes_at')
		.where('slug', '=', 'seoul-2026')
		.executeTakeFirstOrThrow();
	const day = new Date(closes_at.getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
	await organiser.goto(`${open}/people`);
	await organiser.fill('[name=email]', 'second@madang.example');
	await organiser.selectOption('[name=role]', 'organiser');
	await press(organiser, 'form[action="?/give"] button.main');

	await organiser.goto(`${open}/deadline`);
	await organiser.fill('[name="new.day"]', day);
	await organiser.fill('[name="new.time"]', '24:00');
	await organiser.check('[name=moves_rest]');
	await organiser.fill('[name="reason.ko"]', '접수 시스템을 점검했습니다.');
	await organiser.fill('[name="reason.en"]', 'The form was down for an hour.');
	await press(organiser, 'form[action="?/ask"] button');
	match(await textOf(organiser), /요청하신 분은 승인하실 수 없습니다/);
	equal(await organiser.locator('button[value=approved]').count(), 0);

	// Whoever has the role from the one who asks just now may be their own second account.
	const own = await theatre.open({ locale: 'en' });
	await own.goto(`${open}/deadline`);
	await theatre.signIn(own, 'second@madang.example');
	await own.goto(`${open}/deadline`);
	await press(own, 'button[value=approved]');
	match(await textOf(own), /within the last 7 days/);

	const second = await theatre.open({ locale: 'en' });
	await second.goto(`${open}/approvals`);
	await theatre.signIn(second, 'organiser2@madang.example');
	await second.goto(`${open}/approvals`);
	await press(second, 'button[value=approved]');
	await second.goto(`${open}/deadline`);
	match(await textOf(second), /approved/);

	const visitor = await theatre.open({ phone: true, locale: 'en', noScript: true });
	await visitor.goto('/calls/seoul-2026');
	match(await textOf(visitor), /The deadline has been moved[\s\S]*→[\s\S]*The form was down for an hour/);
	await organiser.goto(`${open}/journal?kind=notice`);
	match(await textOf(organiser), /접수 마감을 늦추는 것을 승인했습니다[\s\S]*접수 마감을 늦추자고 요청했습니다/);
});

test('late by a code that survives the sign-in; screened by keyboard; told with the reason', async () => {
	await organiser.goto(`${reviewed}/codes`);
	const { review_until } = await db
		.selectFrom('calls')
		.select('review_until')
		.where('slug', '=', 'busan-2026')
		.executeTakeFirstOrThrow();
	// The sample's review is over: here it goes on for a while.
	const until = new Date(Math.max(review_until.getTime(), Date.now() + 3 * 86_400_000));
	await db.updateTable('calls').set({ review_until: until, draw_at: until }).where('slug', '=', 'busan-2026').execute();
	await organiser.goto(`${reviewed}/codes`);
	await organiser.fill('[name=reason]', '마감 직전 장애로 제출하지 못한 기업');
	await press(organiser, 'form[action="?/make"] button.main');
	const link = await organiser.inputValue('input[readonly]');
	match(link, /\/apply\?code=[\w-]{43}$/);

	const late = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await late.goto(link);
	await theatre.signIn(late, 'late@example.test');
	match(late.url(), /\?code=/);
	match(await textOf(late), /초청 코드를 받으셨습니다/);
	await press(late, 'form[action="?/take"] button');
	match(await textOf(late), /초청 코드로 신청하십니다/);
	equal((await late.locator('textarea').count()) > 0, true);
	await organiser.goto(`${reviewed}/codes`);
	match(await textOf(organiser), /1명 중 1명이 씀[\s\S]*late@example\.test/);

	await organiser.goto(`${reviewed}/screening`, { waitUntil: 'networkidle' });
	const first = (await organiser.locator('article h3').innerText()).split('\n')[0]!;
	await organiser.keyboard.press('e');
	await organiser.waitForURL(/\?application=/);
	ok((await organiser.locator('article h3').innerText()).split('\n')[0] !== first);
	const { email } = await opened(organiser);
	await organiser.keyboard.press('n');
	await organiser.keyboard.press('Space');
	await organiser.fill('[name="reason.ko"]', '등록증을 확인하지 못했습니다.');
	await press(organiser, 'button[value=ineligible]');
	await press(organiser, 'form[action="?/rest"] button');
	match(await textOf(organiser), /\d+건을 자격 있음으로 남겼습니다/);
	await press(organiser, 'form[action="?/announce"] button');
	match(await textOf(organiser), /\d+명에게 알렸습니다/);
	const mailbox = await organiser.request.get(`/rehearsal/mailbox?to=${encodeURIComponent(email)}`);
	match(await mailbox.text(), /등록증을 확인하지 못했습니다/);
});

/** The applicant of the application opened on the screening page. */
async function opened(page: Page) {
	const id = new URL(page.url()).searchParams.get('application')!;
	return db
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select('people.email')
		.where('applications.id', '=', id)
		.executeTakeFirstOrThrow();
}

test('the next round is opened in one press: the accepted are in it, and the way shows on desk and notice', async () => {
	const call = await db.selectFrom('calls').selectAll().where('slug', '=', 'busan-2026').executeTakeFirstOrThrow();
	const after = (days: number) => new Date(call.draw_at.getTime() + days * 86_400_000);
	const round = { call_id: call.id, position: 2, key: 'pitch', name: { ko: '발표 심사', en: 'Pitch' }, places: 6 };
	await db
		.insertInto('rounds')
		.values({ ...round, review_until: after(5), draw_at: after(6) })
		.execute();
	await organiser.goto(`${reviewed}/reviews/bands`);
	for (const track of [0, 1]) {
		const form = organiser.locator('form[action="?/lines"]').nth(track);
		await form.locator('input[name=accept_from]').first().fill('3.5');
		await form.locator('input[name=draw_from]').first().fill('3.5');
		await press(organiser, `form[action="?/lines"] >> nth=${track} >> button.main`);
	}
	await organiser.goto(`${reviewed}/next`);
	match(await textOf(organiser), /이번 차수의 결과가 아직 없습니다/);
	await organiser.goto(`${reviewed}/reviews/freeze`);
	await organiser.locator('[name=reason]').fill('공고한 기준대로');
	await press(organiser, 'main form button.main');

	await organiser.goto(`${reviewed}/next`);
	match(await textOf(organiser), /확정한 구간으로 정해졌습니다/);
	await press(organiser, 'main form.card button.main');
	await organiser.waitForURL('**/desk/calls/busan-2026-r2');
	match(await textOf(organiser), /2차 심사 · 발표 심사/);
	const chosen = await db
		.selectFrom('applications')
		.innerJoin('people', 'people.id', 'applications.applicant_id')
		.select(['number', 'email'])
		.where('carried_from', 'is not', null)
		.orderBy('number')
		.execute();
	ok(chosen.length > 0 && chosen[0]!.number === 'BUSAN-2026-R2-0001');
	const visitor = await theatre.open({ locale: 'en' });
	await visitor.goto('/calls/busan-2026');
	const way = await visitor.locator('ol.funnel').getAttribute('aria-label');
	match(way ?? '', new RegExp(`: \\d+ → ${chosen.length} → 6$`));
	await newestLink(organiser, chosen[0]!.email, /busan-2026-r2\/mine/);
	await organiser.goto('/desk/calls/busan-2026-r2/applications');
	match(await textOf(organiser), /BUSAN-2026-R2-0001/);
	await moveClockTo(organiser, after(1));
	await organiser.goto('/desk/calls/busan-2026-r2/journal');
	match(await textOf(organiser), /다음 차수를 열었습니다/);
});

test('a stop is copied without JavaScript; a used number is said where it was typed and keeps all else; its call is a draft', async () => {
	const page = await theatre.open({ phone: true, locale: 'en', noScript: true });
	await page.goto('/desk/stops/seoul/copy');
	await theatre.signIn(page, 'organiser@madang.example');
	await page.goto('/desk/stops/seoul/copy');
	await page.fill('[name="city.en"]', 'Daejeon');
	await page.fill('[name="city.ko"]', '대전');
	await page.fill('[name=starts_on]', '2027-03-02');
	await page.fill('[name=ends_on]', '2027-03-03');
	const number = page.locator('[name^="numbers."]');
	const used = await db.selectFrom('calls').select('notice_number').where('slug', '=', 'busan-2026').executeTakeFirst();
	await number.fill(used!.notice_number);
	await press(page, 'main form button');
	match(await page.locator('p.wrong').innerText(), /number/);
	equal(await page.inputValue('[name="city.en"]'), 'Daejeon');
	await number.fill('2027-099');
	await press(page, 'main form button');
	match(await textOf(page), /The stop is made/);
	match(await textOf(page), /2027-099/);
	await page.goto('/tours/tessellane-tour');
	match(await textOf(page), /Daejeon/);
});
