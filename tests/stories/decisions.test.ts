import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../start/postgres.mjs';
import { mask } from '../twins/twins.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

// The sample's Busan call is reviewed; here its review goes on for two days, and some reviews are not finished.
let theatre: Theatre;
let organiser: Page;
let applicant: Page;
let db: pg.Client;

const desk = '/desk/calls/busan-2026';
const mine = '/calls/busan-2026/mine';
const text = async (page: Page, what = 'main') => (await page.locator(what).first().textContent()) ?? '';

before(async () => {
	theatre = await openTheatre(few);
	const { url } = await startPostgres({ dataDir: theatre.dataDir }); // the theatre's own: it is running
	db = new pg.Client({ connectionString: url });
	await db.connect();
	await db.query(`update calls set remind_days = 0, closes_at = now() - interval '5 days',
		opens_at = now() - interval '9 days', review_until = now() + interval '2 days', draw_at = now() + interval '4 days'
		where slug = 'busan-2026'`);
	await db.query(`update reviews set finished_at = null where reviewer_id = (
		select reviewer_id from assignments join applications on applications.id = application_id
		join calls on calls.id = call_id where slug = 'busan-2026' group by 1 order by count(*) desc, 1 limit 1)`);
	organiser = await theatre.open({ locale: 'ko' });
	await theatre.signIn(organiser, 'organiser@madang.example');
	applicant = await theatre.open({ locale: 'ko', phone: true, noScript: true });
	await theatre.signIn(applicant, 'applicant@madang.example');
});
after(async () => {
	await db?.end();
	await theatre?.close();
});

test('who is behind is seen, read a letter and sent it in one press; their reviews are given on in two', async () => {
	await organiser.goto(`${desk}/reviews`);
	match(await text(organiser), /지연 1명/);
	await organiser.locator(`a[href="${desk}/reviews/reminders"]`).click();
	match(await text(organiser, '.letter'), /배정 \d+건 중 \d+건|Left: \d+ of/);
	await organiser.locator('main form button').click();
	await organiser.getByText('1명에게 보냈습니다').waitFor();
	match(await text(organiser), /오늘 이미 보냈습니다/);
	await organiser.goto(`${desk}/reviews`);
	await organiser.locator('a[href*="/reassign?from="]').first().click();
	await organiser.waitForURL('**/reassign?from=*');
	await organiser.locator('main form button').click();
	await organiser.getByText(/다른 위원께 맡겼습니다/).waitFor();
});

test('the review’s own dates are typed, refused where they cannot be, and seen where they are', async () => {
	await organiser.goto(`${desk}/reviews/dates`);
	await organiser.fill('input[name="discuss.day"]', '2020-01-01');
	await organiser.fill('input[name="discuss.time"]', '24:00');
	await organiser.locator('main form button').click();
	await organiser.getByText('토론 마감은 심사 마감 뒤여야 합니다.').waitFor();
	const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
	await organiser.fill('input[name="discuss.day"]', day);
	await organiser.locator('main form button').click();
	await organiser.getByText('일정을 저장했습니다.').waitFor();
	match(await text(organiser, '.page.stack ol'), /토론/);
});

test('decided, corrected by two, read and announced: at that instant the applicant sees it, and not a byte before', async () => {
	for (const { id } of (
		await db.query(`select tracks.id from tracks join calls on calls.id = call_id where slug = 'busan-2026'`)
	).rows)
		await post('/reviews/bands?/lines', { track: id, accept_from: '', draw_from: '1' });
	await post('/reviews/freeze', { reason: '모두 추첨합니다.', decline_unreviewed: 'yes' });
	const [own] = (
		await db.query(`select applications.id, organisations.name from applications
		join people on people.id = applicant_id join calls on calls.id = call_id
		join organisations on organisations.id = organisation_id
		where people.email = 'applicant@madang.example' and slug = 'busan-2026'`)
	).rows;

	const began = Date.now();
	const before = await theirs(began);
	await organiser.goto(`${desk}/decisions?band=draw`);
	for (let pages = 0; pages < 9 && !(await organiser.locator(`input[value="${own.id}"]`).count()); pages++)
		await Promise.all([organiser.waitForURL(/page=\d+/), organiser.getByText('다음 →').click()]);
	await organiser.locator(`input[value="${own.id}"]`).check();
	await organiser.locator('form[action*="correct"] summary').click();
	await organiser.locator('input[name=band][value=decline]').check();
	await organiser.fill('textarea[name=reason]', '제출한 자료가 다른 기업의 것이었습니다.');
	await organiser.locator('form[action*="correct"] button').click();
	await organiser.getByText('다른 운영자의 확인을 기다립니다.').waitFor();
	equal(await organiser.locator('form[action*="announce"] button').isDisabled(), true);

	const second = await theatre.open({ locale: 'ko' });
	await theatre.signIn(second, 'second@madang.example');
	await db.query(`insert into roles (person_id, role, host_id, given_at) select people.id, 'organiser', host_id, now()
		from people, calls where email = 'second@madang.example' and slug = 'busan-2026'`);
	await second.goto(`${desk}/decisions`);
	await second.locator('button[value=approved]').click();
	await second.locator('button[value=approved]').waitFor({ state: 'detached' });

	await organiser.goto(`${desk}/decisions/feedback`);
	await organiser.locator('input[name=scores]').check();
	await organiser.locator('form[action*="compose"] button').click();
	await organiser.getByText(/초안을 만들었습니다/).waitFor();
	await organiser.fill('textarea[name=body]', '자료를 갖추어 다시 뵙기를 바랍니다.');
	await organiser.locator('form[action*="edit"] button').click();
	await organiser.locator('article .tag.good').waitFor();

	deepEqual(await theirs(began), before, 'not a byte has changed for them');
	await organiser.goto(`${desk}/decisions`);
	await organiser.locator('form[action*="announce"] button').click();
	await organiser.getByText('모든 신청자에게 공개했습니다').waitFor();
	await applicant.goto(mine);
	match(await text(applicant), /이번에는 함께하지 못하게 되었습니다[\s\S]*다시 뵙기를 바랍니다/);
	equal(await applicant.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
	const sent = await db.query(
		`select count(*)::int as count from letters where subject like '%심사 결과%' or subject like '%review%'`
	);
	ok(sent.rows[0].count > 30, `${sent.rows[0].count} letters`);
});

test('an export asks why; who read what is found in the log', async () => {
	equal((await organiser.request.get(`${desk}/applications.csv`)).status(), 422);
	await organiser.goto(`${desk}/applications`);
	await organiser.locator('details.take summary').click();
	await organiser.fill('input[name=reason]', '선정 회의 자료');
	const [download] = await Promise.all([
		organiser.waitForEvent('download'),
		organiser.getByText('CSV', { exact: true }).click()
	]);
	match(download.suggestedFilename(), /\.csv$/);
	await organiser.goto('/desk/reads');
	match(await text(organiser, 'tbody'), /내려받기[\s\S]*선정 회의 자료/);
	await organiser.fill('textarea[name=said]', '이상 없음');
	await organiser.locator('form[method=post] button').click();
	await organiser.getByText('이상 없음').first().waitFor();
	const doors = ['/desk/reads', `${desk}/decisions`, `${desk}/reviews/reminders`];
	const answers = await Promise.all(doors.map((path) => applicant.request.get(path)));
	deepEqual(
		answers.map((answer) => answer.status()),
		[404, 404, 404]
	);
});

/** What the applicant is answered where their application is told of, without what is of about the moment `now`. */
async function theirs(now: number): Promise<string[]> {
	const paths = [mine, `${mine}/__data.json`, '/me/export', '/calls/busan-2026'];
	const answers = await Promise.all(paths.map(async (path) => (await applicant.request.get(path)).text()));
	return answers.map((text) => mask(text.replace(/<div class="rehearsal[^]*?<\/div>/, ''), now, now));
}

async function post(path: string, form: Record<string, string>): Promise<void> {
	const answer = await organiser.request.post(desk + path, {
		form,
		headers: { origin: theatre.base },
		maxRedirects: 0
	});
	ok(answer.status() < 400, `${path}: ${answer.status()} ${await answer.text()}`);
}
