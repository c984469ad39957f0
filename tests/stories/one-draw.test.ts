// At the reference size: 334 reviewed applications for 100 places, from the bands to the replies.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { approve } from './approving.ts';
import { barriers, press, textOf, tooWide } from './hand.ts';
import { moveClockTo, newestLink, openTheatre, type Theatre } from './theatre.ts';

const root = join(import.meta.dirname, '../..');
const desk = '/desk/calls/busan-2026';
const witnesses = ['sun@madang.example', 'moon@madang.example'];

let theatre: Theatre;
let organiser: Page;
let draw: string;
let transcript: string;

before(async () => {
	theatre = await openTheatre();
	organiser = await theatre.open({ locale: 'en' });
	await organiser.goto(desk);
	await theatre.signIn(organiser, 'organiser@madang.example');
});
after(() => theatre?.close());

test('the organiser chooses the bands of both tracks and freezes them with a reason', async () => {
	await organiser.goto(`${desk}/reviews/bands`);
	const bands = organiser.locator('form[action="?/lines"]');
	equal(await bands.count(), 2);
	for (const track of [0, 1]) {
		await bands.nth(track).locator('input[name=accept_from]').first().fill('4.6');
		await bands.nth(track).locator('input[name=draw_from]').first().fill('2.2');
		await press(organiser, `form[action="?/lines"] >> nth=${track} >> button.main`);
	}
	await organiser.goto(`${desk}/reviews/freeze`);
	await organiser.locator('[name=reason]').fill('As the notice says: clear of the line by all three reviewers.');
	await press(organiser, 'main form button.main');
	await organiser.goto(`${desk}/reviews/bands`);
	equal(await organiser.locator('form[action="?/lines"]').count(), 0);
});

test('the draw is prepared with two witnesses, who each promise a secret', async () => {
	await organiser.goto(`${desk}/draw`);
	for (const [row, email] of witnesses.entries()) {
		await organiser
			.locator('form[action="?/prepare"] [name^="name-"]')
			.nth(row)
			.fill(`Witness ${row + 1}`);
		await organiser.locator('form[action="?/prepare"] [name^="email-"]').nth(row).fill(email);
	}
	await press(organiser, 'form[action="?/prepare"] button');
	for (const email of witnesses) {
		const page = await theatre.open({ phone: true });
		await page.goto(await newestLink(organiser, email, /\/witness\//), { waitUntil: 'networkidle' });
		await page.locator('form[action="?/promise"] input[name=secret]').evaluate((input) => {
			(input.closest('details') as HTMLDetailsElement | null)?.setAttribute('open', '');
		});
		await page.fill('form[action="?/promise"] input[name=secret]', `the dice of ${email} say 3 1 6 4 2`);
		await press(page, 'form[action="?/promise"]:has(input[name=secret]) button');
	}
});

test('it is sealed: the public sees digest, rules, lots and exact chances before there is any result', async () => {
	const alone = await organiser.request.post(`${desk}/draw?/seal`, {
		...{ form: { understood: 'yes' }, headers: { origin: theatre.base, accept: 'application/json' } }
	});
	match(await alone.text(), /approvals\.needs-second/);
	const second = await approve(theatre, organiser, desk);
	deepEqual([await barriers(second), await tooWide(second)], [[], []]);
	await organiser.goto(`${desk}/draw`);
	await organiser.check('input[name=understood]');
	await press(organiser, 'form[action="?/seal"] button');
	await organiser.goto(`${desk}/draw`);
	draw = (await organiser.locator('a[href^="/draws/"]').first().getAttribute('href'))!.match(/^\/draws\/[^/#?.]+/)![0];
	const visitor = await theatre.open({ phone: true });
	await visitor.goto(draw);
	match(await textOf(visitor), /[0-9a-f]{64}/);
	match(await textOf(visitor), /\d+\s*\/\s*\d+/);
	equal((await visitor.request.get(`${draw}/transcript.json`)).status(), 404);
});

test('an applicant sees their own lot and chance before the draw', async () => {
	const applicant = await theatre.open({ phone: true, locale: 'en' });
	await applicant.goto('/calls/busan-2026/mine');
	await theatre.signIn(applicant, 'applicant@madang.example');
	match(await textOf(applicant), /chance/i);
});

test('it is conducted once, when both secrets are open and its time has come', async () => {
	for (const email of witnesses) {
		const page = await theatre.open({ phone: true });
		await page.goto(await newestLink(organiser, email, /\/witness\//), { waitUntil: 'networkidle' });
		await page.fill('form[action="?/reveal"] [name=secret]', `the dice of ${email} say 3 1 6 4 2`);
		await press(page, 'form[action="?/reveal"] button');
	}
	await moveClockTo(organiser, new Date(Date.now() + 3 * 24 * 3_600_000));
	for (let tries = 0; tries < 60; tries++) {
		const answer = await organiser.request.get(`${draw}/transcript.json`);
		if (answer.ok()) {
			transcript = await answer.text();
			break;
		}
		await new Promise((done) => setTimeout(done, 500));
	}
	ok(transcript, 'the draw was not conducted');
	const again = await organiser.request.post(`${desk}/draw?/seal`, {
		form: { understood: 'yes' },
		headers: { origin: theatre.base }
	});
	notEqual(again.status(), 200);
});

test("the page verifies the draw in the visitor's own browser, offline too", async () => {
	const visitor = await theatre.open({ phone: true, locale: 'en' });
	await visitor.goto(draw);
	await visitor.waitForLoadState('networkidle');
	await visitor.locator('button.main:has-text("Verify"), button.main:has-text("Check")').first().click();
	await visitor.locator('main .notice.good').first().waitFor();
	await visitor.goto('/draws/verify');
	await visitor.waitForLoadState('networkidle');
	await visitor.context().setOffline(true);
	await visitor.setInputFiles('input[type=file]', {
		name: 't.json',
		mimeType: 'application/json',
		buffer: Buffer.from(transcript)
	});
	await visitor.locator('section.card button.main').click();
	await visitor.locator('main .notice.good').first().waitFor();
});

test('the command line verifies the same file, and says what an edited one differs in', () => {
	const file = join(theatre.dataDir, 'transcript.json');
	const check = () =>
		execFileSync(process.execPath, ['packages/draw/cli.ts', 'verify', file], { cwd: root, stdio: 'pipe' });
	writeFileSync(file, transcript);
	check();
	const edited = JSON.parse(transcript);
	edited.result.drawn.reverse();
	writeFileSync(file, JSON.stringify(edited));
	let said = '';
	try {
		check();
	} catch (fault) {
		said = String((fault as { stdout: Buffer }).stdout) + String((fault as { stderr: Buffer }).stderr);
	}
	match(said, /drawn/);
	ok(readFileSync(file).length > 0);
});

/** The personal links in the mailbox, newest first, each with the address it went to. */
async function invitationLinks(): Promise<{ to: string; link: string }[]> {
	const mailbox = await (await organiser.request.get('/rehearsal/mailbox')).text();
	return mailbox.split('<article').flatMap((letter) => {
		const to = /[\w.+-]+@[\w.-]+/.exec(letter)?.[0];
		const link = /href="(https?:[^"]+\/invitations\/[^"]+)"/.exec(letter)?.[1];
		return to && link ? [{ to, link }] : [];
	});
}

/** How many of the call's invitations stand as what, as the organiser's page counts them. */
async function standing(): Promise<Record<string, number>> {
	await organiser.goto(`${desk}/invitations`);
	const labels = await organiser.locator('main [role=group] button').allTextContents();
	return Object.fromEntries(
		labels.map((label) => [label.replace(/\s*\d+\s*$/, '').trim(), Number(/\d+\s*$/.exec(label)?.[0])])
	);
}

/** Waits until the clock's jobs have done what is due. */
async function until(what: (now: Record<string, number>) => boolean): Promise<Record<string, number>> {
	for (let tries = 0; tries < 40; tries++) {
		const now = await standing();
		if (what(now)) return now;
		await new Promise((done) => setTimeout(done, 500));
	}
	throw new Error(`the jobs have not done it: ${JSON.stringify(await standing())}`);
}

let silent: string;

test('the drawn get a personal link: opening it decides nothing; one press accepts, declines, takes it back', async () => {
	await organiser.goto(`${desk}/invitations`);
	await press(organiser, 'form[action="?/send"] button');
	equal((await standing())['All'], 100);
	const [first, second, third] = await invitationLinks();
	silent = third!.link;
	const guest = await theatre.open({ phone: true, noScript: true });
	await guest.goto(first!.link);
	await guest.request.head(first!.link);
	equal((await standing())['Accepted'], 0);
	await guest.locator('button[formaction="?/accept"]').click();
	await guest.locator('form[action="?/undo"] button').click();
	await guest.locator('button[formaction="?/accept"]').click();
	await guest.locator('form[action="?/undo"]').waitFor();
	await guest.goto(second!.link);
	await guest.locator('button[formaction="?/decline"]').click();
	await guest.locator('form[action="?/undo"]').waitFor();
	const now = await standing();
	deepEqual([now['Accepted'], now['Declined']], [1, 1]);
	equal((await guest.goto(`${theatre.base}/invitations/${'x'.repeat(43)}`))!.status(), 404);
});

test('a place declined moves on when it can no longer be taken back; one not answered, when its time is over', async () => {
	await moveClockTo(organiser, new Date(Date.now() + 3 * 24 * 3_600_000 + 15 * 60_000));
	equal((await until((now) => now['All'] === 101))['Declined'], 1);
	match(await textOf(organiser), /reserve/i);
	await moveClockTo(organiser, new Date(Date.now() + 7.5 * 24 * 3_600_000));
	const now = await until((counts) => (counts['Lapsed'] ?? 0) >= 98);
	equal(now['Accepted'], 1);
	const late = await theatre.open({ locale: 'en', phone: true });
	await late.goto(silent);
	equal(await late.locator('button[formaction="?/accept"]').count(), 0);
	const refused = await late.request.post(`${silent}?/accept`, { form: {}, headers: { origin: theatre.base } });
	match(await refused.text(), /lapsed/);
});
