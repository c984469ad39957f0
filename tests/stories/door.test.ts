// Two stewards at two doors, and no network: one ticket is let in twice, and the books balance when the line is back.
import { equal, match, ok } from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserSeeing } from './camera.ts';
import { few, openTheatre, type Theatre } from './theatre.ts';

const desk = '/desk/sessions/busan-talk/doors';
let theatre: Theatre;
before(async () => {
	theatre = await openTheatre(few);
});
after(() => theatre?.close());

const onPhone = { viewport: { width: 360, height: 800 }, locale: 'ko-KR', timezoneId: 'Asia/Seoul' };
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);

/** Adds a door that is open now, and answers once the desk shows it. */
async function addDoor(page: Page, name: string) {
	await page.goto(desk);
	const form = page.locator('form[action="?/add"]');
	const isOpen = await form.isVisible();
	if (!isOpen) await page.locator('summary', { hasText: '출입구 만들기' }).click();
	await form.locator('input[name=nameKo]').fill(name);
	await form.locator('input[name=nameEn]').fill(name);
	await form.locator('input[name=opens]').fill(day(-1));
	await form.locator('input[name=closes]').fill(day(60));
	await form.locator('button').click();
	await page.getByRole('heading', { name }).waitFor();
}

/** Lets a phone in to a door by the code its desk shows, and answers with its page once it has the list. */
async function letIn(page: Page, door: string, name: string, browser = theatre.browser): Promise<Page> {
	const card = page.locator('section.card', { has: page.getByRole('heading', { name: door }) });
	await card.locator('input[name=device]').fill(name);
	await card.locator('form[action="?/invite"] button').click();
	const link = await page.locator('.made a').getAttribute('href');
	const phone = await (await browser.newContext({ ...onPhone, baseURL: theatre.base })).newPage();
	phone.setDefaultTimeout(15_000);
	await phone.goto(link!.replace(/^https?:\/\/[^/]+/, theatre.base));
	await phone.getByText('입장권을 보여 주세요').waitFor();
	await phone.getByText('연결됨').waitFor();
	return phone;
}

/** Types what a ticket says, and answers with the verdict's word. */
async function type(phone: Page, text: string): Promise<string> {
	await phone.locator('#typed').fill(text);
	await phone.locator('form.type button').click();
	return (await phone.locator('.verdict .word').textContent())!.trim();
}

/** A new ticket of whoever has this name, as its page shows it. */
async function ticketOf(page: Page, name: string): Promise<{ url: string; code: string }> {
	await page.goto(`${desk}?q=${encodeURIComponent(name)}`);
	await page.locator('form[action="?/reissue"] button').first().click();
	await page.locator('#lookup .notice a').click();
	await page.locator('p.code').waitFor();
	return { url: page.url(), code: (await page.locator('p.code').textContent())!.trim() };
}

test('two doors with no network let one ticket in; with it back, one head and one conflict with both sides', async () => {
	const page = await theatre.open();
	await theatre.signIn(page, 'organiser@madang.example');
	await addDoor(page, '정문');
	await addDoor(page, '후문');
	const main = await letIn(page, '정문', '김 요원');
	const back = await letIn(page, '후문', '이 요원');
	const { url, code } = await ticketOf(page, '김');
	// The new ticket reaches both phones: a code is good only once it is on their lists.
	for (const phone of [main, back]) await untilFound(phone, code);

	await main.context().setOffline(true);
	await back.context().setOffline(true);
	await main.getByText('연결 없음').waitFor();
	equal(await type(main, code), '입장하세요');
	equal(await type(main, code.toLowerCase()), '이미 입장했습니다');
	equal(await type(back, code), '입장하세요');
	equal(await type(back, 'AAAA BBBB CCCC'), '명단에 없습니다');
	equal(await type(back, 'MT2.NOTHINGOFOURS'), '입장권이 아닙니다');
	// A phone that was shut down in between opens again, still with no network, and has forgotten nothing.
	await back.reload();
	await back.getByText('3건은 연결되면 보냅니다').waitFor();
	equal(await type(back, code), '이미 입장했습니다');

	await back.context().setOffline(false);
	await back.getByText('연결됨').waitFor();
	await main.context().setOffline(false);
	await main.getByText('연결됨').waitFor();
	await page.goto(desk);
	const row = page.locator('#conflicts tbody tr');
	await row.waitFor();
	equal(await row.count(), 1);
	match((await row.textContent())!, /정문.*김 요원.*후문.*이 요원/s);
	match((await page.locator('dl.heads').textContent())!, /입장 인원\s*1\s*한 번이라도 입장\s*1/);

	// The way out by one door is known at the other, which lets the ticket in again.
	await main.getByRole('button', { name: '퇴장' }).click();
	equal(await type(main, code), '퇴장 확인');
	await back.locator('.heads strong', { hasText: /^0$/ }).waitFor();
	equal(await type(back, code), '입장하세요');
	await back.getByRole('button', { name: '취소' }).click();
	await back.getByText('취소했습니다').waitFor();

	// A lost phone is switched off, and holds nothing any more.
	const lost = page.locator('li', { hasText: '이 요원' }).locator('form[action="?/shut"] button');
	await lost.click();
	await back.getByText('이 기기는 꺼졌습니다').waitFor();
	await back.reload();
	await back.getByText('이 휴대폰은 아직').waitFor();
	ok(!(await back.content()).includes('*'));

	// The ticket itself opens with no network either.
	const holder = await theatre.open({ phone: true });
	await holder.goto(url);
	await holder.getByText('이 화면은 이 기기에 저장되어').waitFor();
	await holder.context().setOffline(true);
	await holder.reload();
	equal((await holder.locator('p.code').textContent())!.trim(), code);
	equal(await holder.locator('.sheet svg path').count(), 1);
});

test('the camera reads a ticket’s own picture, and the verdict is there within 300 ms', async () => {
	const page = await theatre.open();
	await theatre.signIn(page, 'organiser@madang.example');
	await addDoor(page, '옆문');
	await ticketOf(page, '이');
	const svg = page.locator('.sheet svg');
	const width = Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
	const browser = await browserSeeing({ path: (await svg.locator('path').getAttribute('d'))!, width });
	try {
		await page.goto(desk);
		const phone = await letIn(page, '옆문', '박 요원', browser);
		await phone.context().setOffline(true);
		await phone.getByRole('button', { name: '카메라로 읽기' }).click();
		equal((await phone.locator('.verdict .word').textContent())!.trim(), '입장하세요');
		await phone.locator('#typed').fill('AAAA BBBB CCCC');
		const took = await phone.evaluate(async () => {
			const began = performance.now();
			document.querySelector<HTMLButtonElement>('form.type button')!.click();
			while (!document.querySelector('.verdict.stop')) await new Promise(requestAnimationFrame);
			return performance.now() - began;
		});
		ok(took < 300, `${took} ms`);
	} finally {
		await browser.close();
	}
});

/** Looks a code's last letters up until the phone's list has them. */
async function untilFound(phone: Page, code: string): Promise<void> {
	for (let tries = 0; tries < 40; tries++) {
		await phone.locator('#typed').fill(code.slice(-4));
		await phone.locator('form.type button').click();
		if (await phone.getByText(/명을 찾았습니다/).isVisible()) return;
		await phone.waitForTimeout(500);
	}
	throw new Error('the new ticket does not reach the phone');
}
