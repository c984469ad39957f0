// The assistant: no trace of it until the host turns it on; then drafts with what they rest on, that go nowhere but by a
// press, of those alone who agreed; and when its server is down every page is whole.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../start/postgres.mjs';
import { openModelServer, passagesIn, type Asked, type LocalModel } from '../model-server.ts';
import { barriers, tooWide } from './hand.ts';
import { few, moveClockTo, openTheatre, type Guise, type Theatre } from './theatre.ts';

let local: LocalModel;
let theatre: Theatre;
let db: pg.Client;
let organiser: Page;

const record = '/desk/stops/dubai/record';
const floor = '/desk/sessions/busan-talk/questions';
const quotes = '/desk/stops/dubai/said/quotes';
const mark = 'Machine’s draft';

/** Answers as a model would that does what it is told: a translation for each passage, a group of the first two questions. */
function answerTo(asked: Asked) {
	const task = String(asked.body.messages[0]!.content);
	const passages = passagesIn(asked);
	const each = passages.map(({ id, text }) => ({ text: `[draft] ${text.slice(0, 60)}`, sources: [id] }));
	const group = { text: 'Both ask the same.', sources: passages.slice(0, 2).map(({ id }) => id) };
	const pieces = task.startsWith('Find') ? [group] : task.startsWith('Translate') ? each : each.slice(0, 3);
	return { way: 'whole' as const, text: JSON.stringify({ pieces }) };
}

before(async () => {
	local = await openModelServer(answerTo);
	theatre = await openTheatre({ ...few, ASSISTANT_URL: local.url, ASSISTANT_MODEL: 'small', ASSISTANT_KEY: 'key' });
	const { url } = await startPostgres({ dataDir: theatre.dataDir }); // the theatre's own: it is running
	db = new pg.Client({ connectionString: url });
	db.on('error', () => {});
	await db.connect();
	organiser = await signedIn('organiser@madang.example', { locale: 'en' });
});
after(async () => {
	await db?.end();
	await theatre?.close();
	await local?.close();
});

async function signedIn(email: string, guise: Guise): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto('/sign-in');
	await theatre.signIn(page, email);
	return page;
}

const textOf = async (page: Page) => (await page.locator('main').textContent()) ?? '';

test('until the host turns it on there is no trace of it; turned on, the page says what goes where', async () => {
	for (const path of [record, '/desk/stops/dubai/terms', quotes, floor]) {
		await organiser.goto(path);
		equal(/draft from the|alike questions|machine’s draft/i.test(await textOf(organiser)), false, path);
	}
	await organiser.goto('/desk');
	await organiser.getByRole('link', { name: 'Assistant' }).click();
	await organiser.getByText(local.url).waitFor();
	for (const use of ['translation', 'summary', 'groups', 'record']) await organiser.locator(`[value=${use}]`).check();
	await organiser.getByRole('button', { name: 'Save' }).click();
	await organiser.getByText('Saved', { exact: false }).first().waitFor();
	deepEqual(await barriers(organiser), []);
	equal(local.asked.length, 0, 'to turn it on sends nothing');
});

test('an editor takes one paragraph and one translation in; nothing is published before they are read', async () => {
	const page = await signedIn('organiser@madang.example', { locale: 'en', phone: true, noScript: true });
	await page.goto(record);
	await page.locator('button[formaction="?/draft"][value=en]').click();
	await until(page, () => page.locator('#machine-en', { hasText: mark }).isVisible());
	const piece = page.locator('#machine-en article').first();
	match((await piece.textContent())!, /\[draft\] /);
	await piece.locator('summary').click();
	equal(await piece.locator('li').isVisible(), true, 'what it rests on is opened in place');
	deepEqual(await tooWide(page), []);
	await piece.getByRole('button', { name: 'Add to the end' }).click();
	await page.locator('#unread', { hasText: '[draft]' }).waitFor();
	match(await page.inputValue('[name="body.en"]'), /\[draft\] [^\n]+\n\n\{terms\}\s*$|\[draft\] [^\n]+$/);

	await organiser.goto(record);
	await organiser.locator('button[formaction="?/translate"][value="lead.en"]').click();
	await organiser.getByRole('button', { name: 'Replace with this draft' }).click();
	await organiser.locator('#unread li').nth(1).waitFor();
	match(await organiser.inputValue('[name="lead.en"]'), /^\[draft\] /);
	await organiser.fill('[name="reason.ko"]', '고칩니다.');
	await organiser.fill('[name="reason.en"]', 'A correction.');
	await organiser.locator('#publish').getByRole('button', { name: 'Publish' }).click();
	await organiser.getByText('nobody has read yet: 2. Change them').waitFor();
	for (const left of [1, 0]) {
		await organiser.locator('#unread button').first().click();
		if (left) await organiser.getByText('nobody has read yet: 1', { exact: false }).waitFor();
		else await organiser.locator('#unread').waitFor({ state: 'detached' });
	}
	const sent = JSON.stringify(local.asked.map(({ body }) => body.messages));
	const { rows } = await db.query<{ text: string }>(
		`select text from quote_states where answer is distinct from 'approved' or embargo_until is not null or withdrawn_at is not null`
	);
	ok(rows.length > 0);
	for (const { text } of rows)
		equal(sent.includes(text.slice(0, 25)), false, 'what speakers hold back has not gone out');
	await page.context().close();
});

/** Without scripts one loads the page again until it is there. */
async function until(page: Page, isThere: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 40 && !(await isThere()); tries++) {
		await page.waitForTimeout(250);
		await page.reload();
	}
	equal(await isThere(), true);
}

test('a moderator merges a proposed group by a press', async () => {
	// They wait in one segment alone: the desk opens there.
	await db.query(`update questions set merged_into = null, state = 'asked' where segment_id = (select segments.id
		from segments join sessions on sessions.id = session_id where slug = 'busan-talk' order by position desc limit 1)`);
	const page = await signedIn('moderator@madang.example', { locale: 'en' });
	await page.goto(floor);
	await page.getByRole('button', { name: 'Find alike questions' }).click();
	const group = page.locator('#groups form', { hasText: 'Both ask the same.' });
	await group.waitFor();
	const before = (await db.query(`select from questions where merged_into is not null`)).rowCount!;
	await group.getByRole('button', { name: 'Merge these 2 questions' }).click();
	await page.getByText('Nothing left to merge.').waitFor();
	equal((await db.query(`select from questions where merged_into is not null`)).rowCount, before + 1);
	await page.context().close();
});

test('a reviewer is offered a summary of the applicant alone who agreed; the server down, every page is whole', async () => {
	const [agreed, other] = await plantReviews();
	const reviewer = await signedIn('reviewer@madang.example', { locale: 'en' });
	for (const id of [agreed!, other!]) {
		await reviewer.goto(`/reviews/${id}`);
		await reviewer.locator('form[action="?/begin"] button').click();
		await reviewer.locator('article').waitFor();
		equal(await reviewer.locator('#summary').count(), id === agreed ? 1 : 0);
	}
	await reviewer.goto(`/reviews/${agreed}`);
	await reviewer.getByRole('button', { name: 'Draft a summary' }).click();
	await reviewer.locator('#summary', { hasText: mark }).waitFor();
	match((await reviewer.locator('#summary').textContent())!, /\[draft\] [\s\S]*Score by the proposal/);
	deepEqual(await barriers(reviewer), []);

	local.answerWith(() => ({ way: 'status', status: 401 }));
	await organiser.goto(quotes);
	await organiser
		.getByRole('button', { name: /^Draft from the/ })
		.first()
		.click();
	await organiser.getByText('The assistant’s server refused.').first().waitFor();
	await local.close();
	for (const path of [record, quotes, floor, '/desk/assistant'])
		equal((await organiser.goto(path))!.status(), 200, path);
	equal((await reviewer.goto(`/reviews/${agreed}`))!.status(), 200);
	await reviewer.locator('fieldset input').first().waitFor();
	await reviewer.context().close();
});

/** Two applications of the call that has just closed, given to the reviewer; the first one's applicant agreed. */
async function plantReviews(): Promise<string[]> {
	const { rows: calls } = await db.query<{ id: string; closes: Date }>(
		`select id, greatest(review_from, closes_at + make_interval(mins => grace_minutes)) as closes from calls where slug = 'seoul-2026'`
	);
	const { id: call, closes } = calls[0]!;
	await moveClockTo(organiser, new Date(closes.getTime() + 60_000));
	const { rows } = await db.query<{ id: string }>(
		`select id from applications where call_id = $1 and submitted_at is not null and withdrawn_at is null
			and set_aside_at is null and not exists (select from screenings where application_id = applications.id)
			order by number limit 2`,
		[call]
	);
	const ids = rows.map(({ id }) => id);
	await db.query(
		`insert into terms (call_id, position, key, kind, title, purpose, items, period, is_required)
			select $1, 99, 'assistant', 'use', title, purpose, items, period, false from terms where call_id = $1 limit 1`,
		[call]
	);
	await db.query(
		`insert into consents (receipt_id, term_id, given_at) select receipts.id, terms.id, submitted_at from receipts, terms
			where application_id = $1 and terms.call_id = $2 and terms.key = 'assistant'`,
		[ids[0], call]
	);
	await db.query(
		`insert into assignments (application_id, reviewer_id, assigned_at) select unnest($1::uuid[]), people.id, now()
			from people where email = 'reviewer@madang.example' on conflict do nothing`,
		[ids]
	);
	return ids;
}
