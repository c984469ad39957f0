// From the letters an organiser reads first, through a reply, a substitute and a place that moves on, to what a reserve sees.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { connect, type Db } from '#lib/db.server.ts';
import { startPostgres } from '../../start/postgres.mjs';
import { hours, setScene } from '../cast.ts';
import { revealed } from '../draws.ts';
import { barriers, press, textOf, tooWide } from './hand.ts';
import { moveClockTo, newestLink, openTheatre, type Theatre } from './theatre.ts';

const desk = '/desk/calls/seoul';
let theatre: Theatre;
let db: Db;
let organiser: Page;

before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '10', BOUNCE_TOKEN: 'of the mail server' });
	db = connect((await startPostgres({ dataDir: theatre.dataDir })).url, 2);
	await revealed(await setScene(db));
	organiser = await theatre.open({ locale: 'en' });
	await organiser.goto('/sign-in');
	const now = Math.max(Date.now(), hours(73).getTime());
	await moveClockTo(organiser, new Date(now + 1000));
	const starts = new Date(now + 30 * 86_400_000).toISOString().slice(0, 10);
	await db.updateTable('stops').set({ starts_on: starts, ends_on: starts }).where('slug', '=', 'seoul-stop').execute();
	await theatre.signIn(organiser, 'hana@example.test');
});
after(async () => {
	await db?.destroy();
	await theatre?.close();
});

/** Opens a page of the desk again until it says what the clock's jobs are about to make true. */
async function until(path: string, says: RegExp, page = organiser): Promise<string> {
	for (let tries = 0; tries < 60; tries++) {
		await page.goto(path);
		const text = await textOf(page);
		if (says.test(text)) return text;
		await new Promise((done) => setTimeout(done, 500));
	}
	throw new Error(`${path} never said ${says}`);
}

const invited = async (state: string) => {
	const rows = await db
		.selectFrom('invitations')
		.innerJoin('applications', 'applications.id', 'application_id')
		.innerJoin('people', 'people.id', 'applicant_id')
		.leftJoin('replies', 'replies.invitation_id', 'invitations.id')
		.select(['people.email', 'invitations.id', 'came_from', 'reply'])
		.orderBy('invited_at')
		.orderBy('number')
		.execute();
	return rows.filter(({ reply, came_from }) => (state === 'reserve' ? came_from === 'reserve' : reply === null));
};

test('the organiser sets the rules, reads the letters in the outbox, changes one and releases them', async () => {
	await until(`${desk}/invitations`, /will be invited/);
	await organiser.goto(`${desk}/invitations/rules`);
	await organiser.check('input[name=moves_by][value=organiser]');
	await organiser.check('input[name=holds_letters]');
	await press(organiser, 'main form button.main');
	await organiser.goto(`${desk}/invitations`);
	await press(organiser, 'form[action="?/send"] button.main');
	match(await until(`${desk}/letters`, /Waiting to be read: 3/), /Release all \(3\)/);
	deepEqual(await barriers(organiser), []);
	await organiser.locator('ul.entries li a').first().click();
	await organiser.locator('form[action="?/edit"]').waitFor();
	const body = organiser.locator('textarea[name=body]');
	const text = await body.inputValue();
	ok(!/\/invitations\/[\w-]{20}/.test(text), 'the personal link is out of sight');
	await body.fill(text.replace(/\{[^}]*link\}/, ''));
	await press(organiser, 'form[action="?/edit"] button');
	match(await textOf(organiser), /mark of the personal link/);
	await body.fill(`${text}\n\nBring a coat.`);
	await press(organiser, 'form[action="?/edit"] button');
	await organiser.goto(`${desk}/letters`);
	await press(organiser, 'form[action="?/releaseAll"] button.main');
	const mailbox = await (await organiser.request.get('/rehearsal/mailbox')).text();
	match(mailbox, /Bring a coat\./);
});

test('a template with an unknown placeholder is refused by its name and stays typed; a preview reads as it will', async () => {
	await organiser.goto(`${desk}/letters/templates?kind=reminder`);
	match(await textOf(organiser), /Firm \d+/);
	const body = organiser.locator('form:has(input[name=locale][value=en]) textarea[name=body]');
	await body.fill('Dear {recipient}, see {sesame}: {link}');
	await press(organiser, 'form:has(input[name=locale][value=en]) button.main');
	match(await textOf(organiser), /no such placeholder: \{sesame\}/);
	equal(await body.inputValue(), 'Dear {recipient}, see {sesame}: {link}');
	deepEqual(await barriers(organiser), []);
});

let guest: Page;
let link: string;
let second: { link: string; email: string };

test('an applicant accepts in one press on a phone without scripts, and names somebody else to come', async () => {
	const [first, other] = await invited('invited');
	link = await newestLink(organiser, first!.email, /\/invitations\//);
	second = { link: await newestLink(organiser, other!.email, /\/invitations\//), email: other!.email };
	guest = await theatre.open({ phone: true, noScript: true, locale: 'en' });
	await guest.goto(link);
	await guest.locator('button[formaction="?/accept"]').click();
	await guest.locator('form[action="?/undo"]').waitFor();
	const pass = await guest.locator('main .figure').first().textContent();
	match(pass!, /^[2-9A-Z]{4} [2-9A-Z]{4} [2-9A-Z]{4}$/);
	match(await (await guest.request.get(`${link}/gathering.ics`)).text(), /BEGIN:VEVENT/);
	await guest.locator('#who summary').click();
	await guest.fill('#who input[name=name]', 'Sora Han');
	await guest.fill('#who input[name=email]', 'not an address');
	await guest.locator('#who form[action="?/name"] button').click();
	equal(await guest.inputValue('#who input[name=name]'), 'Sora Han', 'what was typed stays');
	await guest.fill('#who input[name=email]', 'sora@example.test');
	await guest.locator('#who form[action="?/name"] button').click();
	match(await textOf(guest), /The host is checking/);
	deepEqual(await tooWide(guest), []);
});

test('the organiser screens the substitute, who gets a pass of their own, says what they need and is not recorded', async () => {
	await organiser.goto(`${desk}/invitations`);
	await organiser.locator('tr:has-text("Substitute to screen") a').first().click();
	await organiser.locator('form[action="?/screen"]').waitFor();
	await press(organiser, 'form[action="?/screen"] button[value=eligible]');
	await organiser.goto(`${desk}/letters?state=held`);
	await press(organiser, 'form[action="?/releaseAll"] button.main');
	const sora = await theatre.open({ phone: true, locale: 'ko' });
	await sora.goto(await newestLink(organiser, 'sora@example.test', /\/attendees\//));
	match(await textOf(sora), /Sora Han 님/);
	await sora.check('input[name=diet][value=halal]');
	await press(sora, 'form[action="?/needs"] button');
	await press(sora, 'form[action="?/record"] button[value=no]');
	match(await textOf(sora), /동의하지 않음/);
	deepEqual(await barriers(sora), []);
	await guest.goto(link);
	equal(await guest.locator('#needs').count(), 0, 'what the substitute needs is theirs to say');
	match(await textOf(guest), /Sora Han.*Comes/s);
	await organiser.goto(`${desk}/invitations`);
	match(await textOf(organiser), /Halal 1/);
});

test('mail that came back is seen at its person; a report without the token finds nothing', async () => {
	const letter = await db
		.selectFrom('letters')
		.innerJoin('invitation_letters', 'letter_id', 'letters.id')
		.innerJoin('invitations', 'invitations.id', 'invitation_id')
		.innerJoin('calls', 'calls.id', 'call_id')
		.select(['letters.id', 'to_address', 'invitation_id'])
		.where('kind', '=', 'invited')
		.where('calls.slug', '=', 'seoul')
		.limit(1)
		.executeTakeFirstOrThrow();
	await db.updateTable('letters').set({ sent_at: new Date() }).where('id', '=', letter.id).execute();
	const report = [
		...['Content-Type: multipart/report; boundary=b', '', '--b', 'Content-Type: message/delivery-status', ''],
		...[`Original-Envelope-Id: ${letter.id}`, '', `Final-Recipient: rfc822; ${letter.to_address}`, 'Action: failed'],
		...['Status: 5.1.1', '--b--']
	].join('\r\n');
	const post = (token: string) =>
		fetch(`${theatre.base}/letters/bounces`, {
			method: 'POST',
			headers: { origin: theatre.base, 'content-type': 'message/rfc822', authorization: `Bearer ${token}` },
			body: report
		});
	equal((await post('guessed')).status, 404);
	deepEqual(await (await post('of the mail server')).json(), { matched: 1 });
	await organiser.goto(`${desk}/invitations/${letter.invitation_id}`);
	match(await textOf(organiser), /Came back.*5\.1\.1/s);
	deepEqual(await barriers(organiser), []);
});

test('a place given back moves only when the organiser presses on the list; the reserves see it', async () => {
	const [{ email } = { email: '' }] = await db
		.selectFrom('draw_outcomes')
		.innerJoin('lots', (join) =>
			join.onRef('lots.lot', '=', 'draw_outcomes.lot').onRef('lots.draw_id', '=', 'draw_outcomes.draw_id')
		)
		.innerJoin('applications', 'applications.id', 'application_id')
		.innerJoin('calls', 'calls.id', 'call_id')
		.innerJoin('people', 'people.id', 'applicant_id')
		.select('email')
		.where('outcome', '=', 'reserve')
		.where('calls.slug', '=', 'seoul')
		.orderBy('rank', 'desc')
		.limit(1)
		.execute();
	const reserve = await theatre.open({ phone: true, locale: 'en' });
	await reserve.goto('/sign-in');
	await theatre.signIn(reserve, email);
	await reserve.goto('/calls/seoul/mine');
	match(await textOf(reserve), /Your place in reserve/);
	// Who has lost the letter comes to the invitation from their application.
	await guest.goto('/sign-in');
	await theatre.signIn(guest, second.email);
	await guest.goto('/me');
	await guest.locator('main a[href="/calls/seoul/mine"]').click();
	match(await textOf(guest), /The draw and my lot[^]*Receipt · /);
	await guest.locator('form[action="?/invitation"] button').click();
	await guest.waitForURL('**/invitations/*');
	ok(!guest.url().endsWith(second.link.slice(-20)), 'by a link of its own');
	await guest.locator('button[formaction="?/decline"]').click();
	await guest.fill('textarea[name=reason]', 'We are abroad.');
	await guest.locator('form[action="?/reason"] button').click();
	match(await textOf(guest), /Thank you for telling us/);
	await organiser.goto(`${desk}/invitations`);
	match(await textOf(organiser), /When it can no longer be taken back/);
	equal(await organiser.locator('form[action="?/move"]').count(), 0);
	const clock = await organiser.request.get('/rehearsal/clock');
	ok(clock.ok());
	await moveClockTo(organiser, new Date(Math.max(Date.now(), hours(73).getTime()) + 11 * 60_000));
	await organiser.goto(`${desk}/invitations`);
	await press(organiser, 'form[action="?/move"] button');
	equal((await invited('reserve')).length, 1);
	deepEqual(await barriers(organiser), []);
	await reserve.goto('/calls/seoul/mine');
	deepEqual(await barriers(reserve), []);
});
