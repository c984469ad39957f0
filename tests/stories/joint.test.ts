// One call for two cities at the reference size: from the notice that says so to the invitation to one of them.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../start/postgres.mjs';
import { approve } from './approving.ts';
import { awake, barriers, press, textOf, tooWide } from './hand.ts';
import { moveClockTo, newestLink, openTheatre, type Theatre } from './theatre.ts';

const desk = '/desk/calls/busan-2026';
const witness = 'sun@madang.example';
const secret = 'the dice say 3 1 6 4 2 and so it is';

let theatre: Theatre;
let organiser: Page;
let db: pg.Client;

// The sample's reviewed call is a draft again for a moment, and its form asks where one would go.
before(async () => {
	theatre = await openTheatre();
	const { url } = await startPostgres({ dataDir: theatre.dataDir }); // the theatre's own: it is running
	db = new pg.Client({ connectionString: url });
	await db.connect();
	await db.query(`update calls set published_at = null, published_by = null, opens_at = now() - interval '9 days',
		closes_at = now() + interval '1 day', review_until = now() + interval '2 days', draw_at = now() + interval '3 days'
		where slug = 'busan-2026'`);
	await db.query(`insert into fields (call_id, position, key, kind, label, is_required, is_feature, options)
		select id, -1, 'cities', 'stops', '{"ko": "방문 도시 순위", "en": "Cities in order"}', true, false, '[]'
		from calls where slug = 'busan-2026'`);
	organiser = await theatre.open({ locale: 'ko' });
	await theatre.signIn(organiser, 'organiser@madang.example');
});
after(async () => {
	await db?.end();
	await theatre?.close();
});

const cityCard = (city: string) =>
	organiser.locator('section.card', { has: organiser.getByRole('heading', { name: city }) });
const placesIn = (city: string) => cityCard(city).locator('input[name$=".places"]');

test('the organiser gives places to two cities; that they do not add up is said before it is published', async () => {
	await organiser.goto(`${desk}/notice?part=stops`);
	await awake(organiser);
	await placesIn('부산').fill('60');
	await placesIn('서울').fill('30');
	await organiser.getByLabel('떨어진 추첨 하나마다 더하기').fill('1');
	await press(organiser, '.bottom button.main');
	await organiser.getByText('도시별 자리의 합 90 / 분야별 자리의 합 100').waitFor();
	await placesIn('서울').fill('40');
	await cityCard('서울').locator('summary').click();
	await cityCard('서울')
		.getByLabel(/분야: 공동 협력: 최소/)
		.fill('14');
	await press(organiser, '.bottom button.main');
	await organiser.getByText('도시별 자리의 합 100 / 분야별 자리의 합 100').waitFor();
	equal(
		await cityCard('서울')
			.getByLabel(/분야: 공동 협력: 최소/)
			.inputValue(),
		'14'
	);
	await organiser.goto(desk);
	await press(organiser, 'form[action*="publish"] button');
	const visitor = await theatre.open({ phone: true, noScript: true });
	await visitor.goto('/calls/busan-2026');
	match(
		await textOf(visitor),
		/도시별 자리[\s\S]*60[\s\S]*부산[\s\S]*40[\s\S]*서울[\s\S]*앞선 추첨에서 떨어진 기업의 몫은 2에서 한 번마다 1씩/
	);
	deepEqual(await tooWide(visitor), []);
});

test('on a phone without scripts an applicant ranks the cities of this draw, and no other', async () => {
	const newcomer = await theatre.open({ phone: true, noScript: true, locale: 'en' });
	await newcomer.goto('/calls/busan-2026/apply');
	await theatre.signIn(newcomer, 'newcomer@madang.example');
	await newcomer.goto('/calls/busan-2026/apply');
	const first = newcomer.locator('#field-cities-1');
	await first.waitFor();
	deepEqual(
		(await first.locator('option').allTextContents())
			.map((text) => text.trim())
			.filter(Boolean)
			.slice(1),
		['Busan', 'Seoul']
	);
});

test('one draw for both is sealed; an applicant sees the chance in each city they ranked', async () => {
	await db.query(`update calls set closes_at = now() - interval '5 days', review_until = now() - interval '1 day'
		where slug = 'busan-2026'`);
	const ranked = `case hashtext(applications.id::text) % 3 when 0 then E'busan\\nseoul' when 1 then E'seoul\\nbusan'
		when 2 then 'busan' else 'seoul' end`;
	await db.query('alter table receipts disable trigger user');
	await db.query(`update receipts set answers = receipts.answers || jsonb_build_object('cities', ${ranked})
		from applications join calls on calls.id = call_id where applications.id = application_id and slug = 'busan-2026'`);
	const tracks = await db.query(
		`select tracks.id from tracks join calls on calls.id = call_id where slug = 'busan-2026'`
	);
	const post = (path: string, form: Record<string, string>) =>
		organiser.request.post(`${desk}${path}`, { form, headers: { origin: theatre.base } });
	const accepting = await post('/reviews/bands?/lines', {
		track: tracks.rows[0].id,
		accept_from: '4.6',
		draw_from: '2'
	});
	match(await accepting.text(), /심사만으로 바로 정할 수 없습니다/);
	for (const { id } of tracks.rows) await post('/reviews/bands?/lines', { track: id, accept_from: '', draw_from: '2' });
	await post('/reviews/freeze', { reason: '모두 추첨합니다.', decline_unreviewed: 'yes' });
	await post('/draw?/prepare', { 'name-1': '국하담', 'email-1': witness });
	const page = await theatre.open({ phone: true });
	await page.goto(await newestLink(organiser, witness, /\/witness\//));
	await page.request.post(`${page.url()}?/promise`, { form: { secret }, headers: { origin: theatre.base } });
	await organiser.goto(`${desk}/draw`);
	match(await textOf(organiser), /도시별 자리와 희망[\s\S]*부산[\s\S]*자리 60/);
	deepEqual(await barriers(organiser), []);
	await approve(theatre, organiser, desk);
	await organiser.goto(`${desk}/draw`);
	await organiser.check('input[name=understood]');
	await press(organiser, 'form[action="?/seal"] button');
	const applicant = await theatre.open({ phone: true, noScript: true });
	await theatre.signIn(applicant, 'applicant@madang.example');
	await applicant.goto('/calls/busan-2026/mine');
	match(await textOf(applicant), /고르신 도시별 확률[\s\S]*1순위 (부산|서울)/);
	deepEqual(await tooWide(applicant), []);
	await page.request.post(`${page.url()}?/reveal`, { form: { secret }, headers: { origin: theatre.base } });
});

test('it is conducted and verified in the browser; the drawn are invited each to their city', async () => {
	await moveClockTo(organiser, new Date(Date.now() + 4 * 24 * 3_600_000));
	const answered = () => organiser.request.get('/draws/busan-2026/transcript.json');
	for (let tries = 0; tries < 60 && !(await answered()).ok(); tries++)
		await new Promise((done) => setTimeout(done, 500));
	const { seal, result } = await (await answered()).json();
	equal(seal.rules.method, 'stops');
	ok(result.stops.busan.length <= 60 && result.stops.seoul.length <= 40);
	const visitor = await theatre.open({ phone: true });
	await visitor.goto('/draws/busan-2026');
	await awake(visitor);
	await visitor.locator('#verify button.main').first().click();
	await visitor.locator('main .notice.good').first().waitFor();
	match(await textOf(visitor), /부산 60곳, 서울 40곳[\s\S]*앞선 추첨에서 떨어진 기업은 몫이 커서/);
	deepEqual([await tooWide(visitor), await barriers(visitor)], [[], []]);
	await organiser.goto(`${desk}/invitations`);
	await press(organiser, 'form[action="?/send"] button');
	const { rows } = await db.query(`select slug, count(*)::int from invitations join stops on stops.id = stop_id
		group by 1 order by 1`);
	deepEqual(rows, [
		{ slug: 'busan', count: result.stops.busan.length },
		{ slug: 'seoul', count: result.stops.seoul.length }
	]);
});
