// The opening rush: one waits on a small page, those present are put in an order anybody can check, and whoever was let in
// registers. Then the same session on a site elsewhere, its badges, and how it fills.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startPostgres } from '../../start/postgres.mjs';
import { connect, reading, type Db } from '#lib/db.server.ts';
import { admittedOrRefuse } from '#domain/registrations/queue.read.server.ts';
import { keyOf, sealOf } from '#domain/registrations/queue.rules.ts';
import { plantRegister, playArrivals } from '../rush.ts';
import { barriers, textOf } from './hand.ts';
import { openTheatre, type Theatre } from './theatre.ts';

let theatre: Theatre;
let db: Db;
before(async () => {
	theatre = await openTheatre({ SAMPLE_APPLICATIONS: '40' });
	db = connect((await startPostgres({ dataDir: theatre.dataDir })).url, 4); // the theatre's own: it is running
});
after(async () => {
	await db?.destroy();
	await theatre?.close();
});

async function as(email: string, guise: Parameters<Theatre['open']>[0] = { locale: 'en' }): Promise<Page> {
	const page = await theatre.open(guise);
	await page.goto('/sign-in');
	await theatre.signIn(page, email);
	return page;
}

/** What a page weighs on the wire, everything it asks for included: headers and bodies. */
async function weightOf(page: Page, path: string): Promise<number> {
	const sizes: Promise<number>[] = [];
	const weigh = async (answer: {
		request: () => { sizes: () => Promise<{ responseHeadersSize: number; responseBodySize: number }> };
	}) => {
		const { responseHeadersSize, responseBodySize } = await answer.request().sizes();
		return responseHeadersSize + responseBodySize;
	};
	page.on('response', (answer) => sizes.push(weigh(answer)));
	await page.goto(path, { waitUntil: 'networkidle' });
	page.removeAllListeners('response');
	return (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
}

const queue = '/sessions/busan-dialogue/queue';

test('a host brings a queue in; people wait on a page of under 5 KB, with and without scripts, and come in in order', async () => {
	const sessionId = await plantRegister(db, 'busan-dialogue', new Date(Date.now() + 3_600_000));
	const organiser = await as('organiser@madang.example');
	await organiser.goto('/desk/sessions/busan-dialogue/queue');
	await organiser.selectOption('[name=before]', '180');
	await organiser.fill('[name=aMinute]', '6000');
	await organiser.locator('main button.main').click();
	await organiser.getByText('Saved.').waitFor();
	const sealed = (await organiser.locator('code').textContent())!;
	deepEqual(await barriers(organiser), []);

	const plain = await theatre.open({ phone: true, locale: 'ko', noScript: true });
	await plain.goto(queue);
	await plain.getByText('메일 주소를 확인하고 기다리기').click();
	await theatre.signIn(plain, 'waits@example.test');
	equal(new URL(plain.url()).pathname, queue);
	await plain.getByRole('button', { name: '줄 서기' }).click();
	await plain.getByText('줄을 서셨습니다.').waitFor();
	ok((await weightOf(plain, queue)) < 5_000);

	const alive = await as('hurries@example.test', { phone: true, locale: 'en' });
	await alive.goto(queue);
	await alive.getByRole('button', { name: 'Join the queue' }).click();
	await alive.getByText('You have a place.').waitFor();
	deepEqual(await barriers(alive), []);
	const mark = await alive.locator('details code').last().textContent();
	const tab = await alive.context().newPage();
	await tab.goto(queue);
	equal(await tab.locator('details code').last().textContent(), mark, 'another window is the same place');
	await tab.close();
	const other = await as('hurries@example.test', { locale: 'en' });
	await other.goto(queue);
	equal(await other.locator('details code').last().textContent(), mark, 'so is another device');
	equal((await alive.request.get(`${queue}/order.json`)).status(), 404);
	equal(
		(await alive.context().cookies()).some(({ name }) => name === 'admission'),
		false
	);

	const soon = new Date(Date.now() + 4_000);
	await db.updateTable('registers').set({ opens_at: soon }).where('session_id', '=', sessionId).execute();
	await alive.goto(queue); // is told anew when to ask
	await alive.getByText('It is your turn.').waitFor({ timeout: 30_000 }); // by itself
	ok((await weightOf(alive, queue)) < 5_000);
	await plain.goto(queue);
	match(await textOf(plain), /차례가 되었습니다/);

	const order = await (await alive.request.get(`${queue}/order.json`)).json();
	equal(order.seal, sealed);
	equal(sealOf(order.seed), sealed);
	const marks = order.order.map((one: { mark: string }) => one.mark);
	ok(marks.includes(mark));
	deepEqual(
		marks,
		marks.toSorted((a: string, b: string) => (keyOf(order.seed, a) < keyOf(order.seed, b) ? -1 : 1))
	);

	const token = (await alive.context().cookies()).find(({ name }) => name === 'admission')?.value;
	const admitted = await admittedOrRefuse(reading(db), sessionId, token, new Date());
	equal(admitted?.email, 'hurries@example.test');
	for (const page of [organiser, plain, alive, other]) await page.context().close();
});

/** A site of the host's own, on another origin, whose policy lets in nothing but the widgets' script and what they ask. */
async function elsewhere(): Promise<{ server: Server; url: string }> {
	const { base } = theatre;
	const policy = `default-src 'none'; script-src ${base}; connect-src ${base}; require-trusted-types-for 'script'`;
	const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><script defer src="${base}/widgets/madang.1.js"></script><main><h1>Ours</h1>
		<madang-registration session="busan-talk"></madang-registration>
		<madang-programme stop="busan" lang="ko"></madang-programme>
		<madang-registration session="nowhere"></madang-registration></main></html>`;
	const server = createServer((request, response) => {
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.setHeader('content-security-policy', policy);
		response.end(request.url === '/' ? html : '');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

test('another site shows the programme and what is left, under a strict policy, with no cookie', async () => {
	const { server, url } = await elsewhere();
	const page = await theatre.open({ phone: true, locale: 'en' });
	const complaints: string[] = [];
	page.on('console', (said) => said.type() === 'error' && !said.text().includes('404') && complaints.push(said.text()));
	page.on('pageerror', (fault) => complaints.push(fault.message));
	try {
		await page.goto(url);
		await page.getByText('Full; there is a waiting list.').waitFor();
		equal(await page.getByText('Press').count(), 0, 'places of the press are nobody else’s');
		match(
			(await page.getByRole('link', { name: 'Register', exact: true }).getAttribute('href'))!,
			/\/sessions\/busan-talk\/register$/
		);
		await page.getByText('공개 강연: 함께 만드는 인공지능').waitFor();
		await page.getByText('비공개 오찬').waitFor();
		equal(await page.getByText('장관 양자 면담').count(), 0, 'what is private is nowhere');
		await page.getByText('This cannot be loaded at the moment.').waitFor();
		await page
			.locator('madang-registration')
			.first()
			.evaluate((element) => element.setAttribute('lang', 'ko'));
		await page.getByText('자리가 찼습니다. 대기 신청을 받습니다.').waitFor();
		await page.keyboard.press('Tab');
		equal(await page.evaluate(() => document.activeElement?.localName), 'madang-registration');
		deepEqual(await barriers(page), []);
		deepEqual([complaints, await page.context().cookies()], [[], []]);
	} finally {
		await page.context().close();
		server.closeAllConnections();
		server.close();
	}
});

test('badges are chosen, looked at and printed; how the session fills is seen as people come', async () => {
	const page = await as('organiser@madang.example', { phone: true, locale: 'en' });
	await page.goto('/desk/sessions/busan-talk/badges');
	await page.uncheck('[name=group][value=registered]');
	await page.selectOption('[name=skip]', '3');
	await page.getByRole('button', { name: 'Show' }).click();
	await page.getByText('9 badges on 2 sheets').waitFor();
	deepEqual(await barriers(page), []);
	const href = await page.getByRole('link', { name: 'Download the PDF' }).getAttribute('href');
	const pdf = await page.request.get(href!);
	equal(pdf.headers()['content-type'], 'application/pdf');
	equal((await pdf.body()).toString('latin1').match(/\/Type \/Page\b/g)!.length, 2);

	await page.goto('/desk/sessions/busan-talk/attendance');
	await page.getByText('Nobody has come in yet.').waitFor();
	const from = new Date(Date.now() - 7_200_000);
	const came = await playArrivals(db, { slug: 'busan-talk', from, until: new Date(), hourMs: 450_000 });
	await page.getByText(`${came} / 271`).waitFor({ timeout: 30_000 }); // by itself
	deepEqual(await barriers(page), []);
	await page.getByText('See it as a table').click();
	equal(await page.locator('details tbody tr').last().locator('td').nth(1).textContent(), String(came));
	await page.context().close();
});
