// A tour as people meet it: the route on a map, without scripts and by keyboard; a stop with what can be done there; one
// calendar for all of it; and the desk that sees every stop at once.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readIcal } from '#domain/programme/ical.rules.ts';
import { barriers, tooWide } from './hand.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const tour = '/tours/tessellane-tour';

test('the map shows seventeen cities on a phone without scripts, no two marks in one place, each leading to its stop', async () => {
	const page = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await page.goto(tour);
	const marks = page.locator('.parts a');
	equal(await marks.count(), 17);
	const boxes = await Promise.all((await page.locator('.parts .touch').all()).map((mark) => mark.boundingBox()));
	for (const [at, one] of boxes.entries()) {
		for (const other of boxes.slice(at + 1)) ok(Math.hypot(one!.x - other!.x, one!.y - other!.y) >= 24);
	}
	await page.getByText('다음 방문 도시').waitFor();
	await page.getByText('서울보다 3시간 30분 늦음').first().waitFor();
	await marks.filter({ hasText: '부산' }).first().focus();
	await page.keyboard.press('Enter');
	await page.getByRole('heading', { level: 1, name: /부산/ }).waitFor();
	await page.getByRole('link', { name: '참가 신청하기' }).waitFor();
	// The look for barriers is itself a script.
	const scripted = await theatre.open({ phone: true, locale: 'ko' });
	await scripted.goto(page.url());
	deepEqual(await barriers(scripted), []);
	await scripted.context().close();
	await page.context().close();
});

test('one calendar has every stop and date, reads back, and is not sent again until something changes', async () => {
	const page = await theatre.open({ locale: 'en' });
	const first = await page.request.get(`${tour}/calendar.ics?lang=en`);
	const text = await first.text();
	equal(text.match(/^DTSTART;VALUE=DATE:/gm)!.length, 17);
	// Whole days are no sessions: the reader of programmes takes what has hours.
	const events = text.replace(/BEGIN:VEVENT\r\nUID:stop-[\s\S]*?END:VEVENT\r\n/g, '');
	const read = readIcal(events, (uid) => uid);
	ok('events' in read, JSON.stringify(read));
	const uids = read.events.map(({ guid }) => guid);
	deepEqual(uids, [...new Set(uids)]);
	ok(uids.includes('busan-2026-draw@madang'));
	ok(!/Bilateral|heads of shipbuilding/.test(text), 'what is private is not in it');
	const again = { headers: { 'if-none-match': first.headers()['etag']! } };
	equal((await page.request.get(`${tour}/calendar.ics?lang=en`, again)).status(), 304);
	match(await (await page.request.get(`${tour}/calendar.ics?lang=ko`)).text(), /SUMMARY:테셀레인 세계 방문 17: 리스본/);
	equal((await page.request.get('/tours/nowhere/calendar.ics')).status(), 404);
	await page.context().close();
});

test('the desk shows what is set up and which rules differ; what is typed wrong stays, and what is saved is public', async () => {
	const page = await theatre.open({ locale: 'en' });
	await page.goto('/sign-in');
	await theatre.signIn(page, 'organiser@madang.example');
	await page.goto(`/desk${tour}`);
	await page.getByRole('link', { name: /Fill in ?: Seoul, Halls/ }).waitFor();
	await page
		.getByText('Meet Tessellane in Dubai: open call for firms: 21 days')
		.or(page.getByText('21 days'))
		.first()
		.waitFor();
	const seoul = page.locator('#stop-seoul');
	await seoul.locator('summary').click();
	await seoul.getByLabel('Latitude').fill('north');
	await seoul.getByRole('button', { name: 'Save' }).click();
	await seoul.getByText('Write a number of degrees').first().waitFor();
	equal(await seoul.getByLabel('Latitude').inputValue(), 'north');
	await page.getByLabel('Name of the tour (English)').fill('Seventeen cities, one table');
	await page.locator('form[action="?/save"]').getByRole('button', { name: 'Save' }).click();
	await page.getByText('Saved', { exact: true }).waitFor();
	await page.goto(tour);
	await page.getByRole('heading', { level: 1, name: 'Seventeen cities, one table' }).waitFor();
	await page.context().close();
});

test('without scripts, on a phone: a tour is begun, somebody joins the delegation, and the public sees both', async () => {
	const page = await theatre.open({ phone: true, noScript: true });
	await page.goto('/sign-in');
	await theatre.signIn(page, 'organiser@madang.example');
	await page.goto('/desk/tours/new');
	const both = async (label: string, ko: string, en: string) => {
		await page.getByLabel(`${label} (한국어)`).last().fill(ko);
		await page.getByLabel(`${label} (영어)`).last().fill(en);
	};
	await both('투어 이름', '두 도시 방문', 'Two cities');
	await both('소개', '두 도시에서 만납니다.', 'We meet in two cities.');
	await both('초청 인사 이름', '나라 베일', 'Nara Vale');
	await both('직함', '대표', 'Chief executive');
	await both('소속', '베일', 'Vale');
	await both('도시', '대전', 'Daejeon');
	await both('나라', '대한민국', 'Korea');
	await page.getByLabel('첫날').fill('2027-05-04');
	await page.getByLabel('마지막 날').fill('2027-05-03');
	await page.getByLabel('시간대').fill('Asia/Seoul');
	await page.getByRole('button', { name: '투어 만들기' }).click();
	await page.getByText('마지막 날이 첫날보다 앞섭니다.').waitFor();
	equal(await page.getByLabel('투어 이름 (영어)').inputValue(), 'Two cities');
	deepEqual(await tooWide(page), []);
	await page.getByLabel('마지막 날').fill('2027-05-05');
	await page.getByRole('button', { name: '투어 만들기' }).click();
	await page.waitForURL('**/desk/tours/two-cities?saved');
	await both('이름', '한여울', 'Han Yeoul');
	await both('직함', '연구 총괄', 'Head of research');
	await page.getByRole('button', { name: '방문단에 더하기' }).click();
	await page.locator('summary', { hasText: '한여울' }).waitFor();
	deepEqual(await tooWide(page), []);
	await page.goto('/tours/two-cities');
	await page.getByText('한여울').waitFor();
	await page.getByText('대전').first().waitFor();
	await page.context().close();
});
