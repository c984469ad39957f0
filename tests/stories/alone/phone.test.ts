// The applicant's way on a phone, in Korean: on a slow network, with everything that goes wrong the night before a deadline.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { connect } from '#lib/db.server.ts';
import { startPostgres } from '../../../start/postgres.mjs';
import { moveClockTo, few, openTheatre, type Theatre } from '../theatre.ts';

let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const call = '/calls/seoul-2026';
const field = (key: string) => `[name=answer_${key}]`;
const text = async (page: Page) => (await page.textContent('main')) ?? '';
const kept = (page: Page) =>
	page.waitForResponse((response) => response.url().endsWith('/apply/draft') && response.ok());

async function comeIn(email: string, more: object = {}): Promise<Page> {
	const page = await theatre.open({ phone: true, locale: 'ko', ...more });
	await page.goto(`${call}/apply`);
	await theatre.signIn(page, email);
	return page;
}

/** Half a mid-range phone on a usual mobile network: 1.6 Mbit/s, 150 ms, a fourth of the processor. */
async function slow(page: Page): Promise<CDPSession> {
	const tools = await page.context().newCDPSession(page);
	await tools.send('Network.enable');
	const speed = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 94_000 };
	await tools.send('Network.emulateNetworkConditions', { offline: false, ...speed });
	await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	return tools;
}

async function fill(page: Page, registration: string): Promise<void> {
	const texts: Record<string, string> = {
		...{ organisation_name: '바람결 연구소', registration_number: registration, representative: '이' },
		...{ phone: '010-1234-5678', summary: '바닷가 마을의 소음을 지도로 그립니다', monthly_calls: '120' },
		...{ proposal: '항구 도시의 소리를 모았습니다.', asks: '두 시간 이야기하고 싶습니다.' }
	};
	for (const key of ['track', 'region', 'stage', 'size', 'female_led', 'sector']) {
		const select = page.locator(`select${field(key)}`);
		if (await select.count()) await select.selectOption({ index: 1 });
		else await page.locator(field(key)).first().check();
	}
	for (const [key, typed] of Object.entries(texts)) await page.fill(field(key), typed);
}

test('on a slow phone the form is there with at most 150 KB of script, nothing jumps, and what is typed is soon kept', async () => {
	const page = await comeIn('slow@example.test');
	const tools = await slow(page);
	let bytes = 0;
	// As they come, compressed; their headers not, which a proxy sends once for all (HPACK).
	const headers = new Map<string, number>();
	tools.on('Network.responseReceived', ({ requestId, type, response }) => {
		if (type === 'Script') headers.set(requestId, response.encodedDataLength);
	});
	tools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (headers.has(requestId)) bytes += encodedDataLength - headers.get(requestId)!;
	});
	await tools.send('Network.setCacheDisabled', { cacheDisabled: true });
	await page.addInitScript(() => {
		new PerformanceObserver((list) => {
			for (const shift of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
				if (!shift.hadRecentInput)
					document.documentElement.dataset.shift = String(
						Number(document.documentElement.dataset.shift ?? 0) + shift.value
					);
		}).observe({ type: 'layout-shift', buffered: true });
	});
	await page.goto(`${call}/apply`);
	await page.getByText(/마감까지/).waitFor();
	const saved = kept(page);
	await page.locator(field('organisation_name')).pressSequentially('바람결');
	const lastKey = Date.now();
	await saved;
	ok(Date.now() - lastKey < 2000, `kept ${Date.now() - lastKey} ms after the last key`);
	const shift = Number(await page.locator('html').getAttribute('data-shift'));
	ok(shift <= 0.1, `shifted by ${shift}`);
	ok(bytes > 10_000 && bytes <= 150_000, `${bytes} bytes of script`);
	await page.context().close();
});

/** What the server's clock says in Korea, to the second. */
async function serverClock(page: Page): Promise<string> {
	const { now } = await (await page.request.get('/clock')).json();
	return new Date(new Date(now).getTime() + 9 * 3_600_000).toISOString().slice(11, 19);
}

test('the deadline is in sight wherever one reads, by the server’s clock, whatever the phone’s says', async () => {
	const page = await comeIn('clock@example.test');
	const skewed = await page.context().newPage();
	await skewed.addInitScript(() => {
		const real = Date.now.bind(Date);
		Date.now = () => real() + 9 * 3_600_000;
	});
	await skewed.goto(`${call}/apply`);
	for (const one of [page, skewed]) {
		await one.evaluate(() => scrollTo(0, 1500));
		const bar = one.locator('.deadline');
		await bar.getByText(/마감까지/).waitFor();
		const box = (await bar.boundingBox())!;
		ok(box.y >= 0 && box.y < 60, `at ${box.y}`);
		const before = await serverClock(one);
		const shown = /\d\d:\d\d:\d\d/.exec((await bar.locator('.clock').textContent())!)![0];
		const after = await serverClock(one);
		const seconds = (clock: string) => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
		const isBetween = seconds(before) - 1 <= seconds(shown) && seconds(shown) <= seconds(after) + 1;
		ok(isBetween, `${shown} between ${before} and ${after}`);
	}
	await page.context().close();
});

test('a tab that is killed has lost nothing it said was kept, a syllable being composed included', async () => {
	const page = await comeIn('killed@example.test');
	await page.locator(field('summary')).focus();
	const tools = await page.context().newCDPSession(page);
	for (const composed of ['ㅂ', '바', '바ㄹ', '바라', '바람']) {
		const end = composed.length;
		const saved = kept(page);
		await tools.send('Input.imeSetComposition', { text: composed, selectionStart: end, selectionEnd: end });
		await saved;
		equal(await page.inputValue(field('summary')), composed, 'saving does not end the composition');
	}
	await page
		.locator('.deadline')
		.getByText(/저장됨/)
		.waitFor();
	const next = await page.context().newPage();
	const crashed = page.waitForEvent('crash');
	void tools.send('Page.crash').catch(() => {});
	await crashed;
	await next.goto(`${call}/apply`);
	equal(await next.inputValue(field('summary')), '바람');
	await next.context().close();
});

test('when the sign-in ends nothing typed is lost: the page stays, says how to sign in, and goes on by itself', async () => {
	const page = await comeIn('expired@example.test');
	const first = kept(page);
	await page.fill(field('organisation_name'), '한빛');
	await first;
	const { url } = await startPostgres({ dataDir: theatre.dataDir });
	const db = connect(url, 1);
	await db
		.updateTable('sign_ins')
		.set({ ended_at: new Date() })
		.where('person_id', 'in', db.selectFrom('people').select('id').where('email', '=', 'expired@example.test'))
		.execute();
	await db.destroy();
	await page.fill(field('organisation_name'), '한빛 연구소');
	await page.getByText(/로그인이 끝났습니다/).waitFor();
	match((await page.locator('.deadline').textContent())!, /저장하지 못했습니다/);
	await page.locator('button[formaction="?/review"]').click();
	await page.waitForTimeout(500);
	equal(new URL(page.url()).pathname, `${call}/apply`, 'a press does not take the text away');
	equal(await page.inputValue(field('organisation_name')), '한빛 연구소');
	const [window] = await Promise.all([
		page.context().waitForEvent('page'),
		page.getByRole('link', { name: '새 창에서 로그인하기' }).click()
	]);
	await window.waitForURL('**/sign-in**');
	await theatre.signIn(window, 'expired@example.test');
	await window.close();
	const again = kept(page);
	await page.bringToFront();
	await page.evaluate(() => dispatchEvent(new Event('focus')));
	await again;
	await page.reload();
	equal(await page.inputValue(field('organisation_name')), '한빛 연구소');
	await page.context().close();
});

test('a second phone and the first never mix: both versions are shown, and one is chosen', async () => {
	const one = await comeIn('both@example.test');
	const other = await comeIn('both@example.test');
	const saved = kept(other);
	await other.fill(field('summary'), '둘째 기기에서 쓴 소개');
	await saved;
	await one.fill(field('summary'), '첫째 기기에서 쓴 소개');
	const alert = one.locator('.saver [role=alert]');
	await alert.waitFor();
	match((await alert.textContent())!, /첫째 기기에서[^]*둘째 기기에서/);
	await one.reload();
	equal(await one.inputValue(field('summary')), '둘째 기기에서 쓴 소개', 'what was not chosen overwrote nothing');
	await one.context().close();
	await other.context().close();
});

test('faults stand together at the top, where the keyboard is led, with a way to each field', async () => {
	const page = await comeIn('faults@example.test');
	const saved = kept(page);
	await page.fill(field('registration_number'), '123');
	await saved;
	await page.locator('button[formaction="?/review"]').click();
	const alert = page.locator('.notice.wrong[role=alert]').first();
	await alert.getByText(/입력하신 내용을 확인해 주세요/).waitFor();
	await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'alert');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Enter');
	const target = await page.evaluate(() => location.hash);
	match(target, /^#field-/);
	// Below the bar and on the screen, once the page has come to rest.
	await page.waitForFunction((id) => {
		const { top } = document.querySelector(id)!.getBoundingClientRect();
		return top > 50 && top < 700;
	}, target);
	await page.context().close();
});

test('at 23:50 it is said that a draft is not enough; the press says it is under way; afterwards it says it is over', async () => {
	const page = await comeIn('late@example.test');
	const waiting = await comeIn('waiting@example.test');
	const saved = kept(page);
	await fill(page, '220-81-62517');
	await saved;
	const closing = (
		await page.locator('.page time').evaluateAll((all) => all.map((one) => one.getAttribute('datetime')!))
	).at(-1)!;
	await moveClockTo(page, new Date(new Date(closing).getTime() - 10 * 60_000 + 5000));
	await page.reload();
	const bar = page.locator('.deadline');
	await bar.getByText(/마감까지 9분 \d+초/).waitFor();
	match((await bar.textContent())!, /저장만으로는 접수되지 않습니다/);
	await page.locator('button[formaction="?/review"]').click();
	await page.waitForURL('**/apply/submit');
	await page.locator('button#submit').click();
	await page
		.getByText(/신청하시려면 이 동의가 필요합니다/)
		.first()
		.waitFor();
	ok((await page.locator('.notice.wrong').first().boundingBox())!.y < 800, 'what is missing is said at the top');
	for (const box of await page.locator('fieldset').first().locator('input[type=checkbox]').all()) await box.check();
	// What the button says while the press is on its way is seen in the page itself: it is about to be left.
	await page.locator('button#submit').evaluate((button) => {
		const see = () =>
			sessionStorage.setItem('pressed', `${button.textContent} ${button.getAttribute('aria-disabled')}`);
		new MutationObserver(see).observe(button, {
			childList: true,
			subtree: true,
			attributes: true,
			characterData: true
		});
	});
	await page.locator('button#submit').click();
	await page.waitForURL(`**${call}/mine`);
	equal(await page.evaluate(() => sessionStorage.getItem('pressed')?.trim()), '제출하는 중입니다… true');
	match(await text(page), /제출을 마쳤습니다/);
	match(await text(page), /late@example\.test 주소로도 보냈습니다/);
	equal(await page.locator('details').count(), 1, 'one receipt, and the way to withdraw');

	await moveClockTo(page, new Date(new Date(closing).getTime() + 60_000));
	await waiting.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
	await waiting
		.locator('.deadline')
		.getByText(/접수가 마감되었습니다/)
		.first()
		.waitFor();
	await page.context().close();
	await waiting.context().close();
});
