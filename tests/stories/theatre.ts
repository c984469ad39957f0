import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.mjs';

const root = join(import.meta.dirname, '../..');

/** How a visitor comes: on a phone or at a desk, reading Korean or English, with or without JavaScript. */
export type Guise = { phone?: boolean; locale?: 'ko' | 'en'; noScript?: boolean };

export type Settings = Record<string, string>;

/** A real server on a data folder of its own: `crash` ends it as a power cut would, and starts it again. */
export async function openStage(settings: Settings = {}) {
	const dataDir = mkdtempSync(join(tmpdir(), 'madang-story-'));
	layPlanted(dataDir, settings);
	const port = Number(settings.PORT) || (await freePort());
	const start = () => startServer({ DATA_DIR: dataDir, PORT: String(port), REHEARSAL: '1', ...settings });
	let server = start();
	const base = `http://localhost:${port}`;
	await answering(server, base);
	return {
		base,
		dataDir,
		/** What the server has printed so far: all of it. */
		said: () => server.said(),
		/** The server's process, as the system counts it. */
		pid: () => server.process.pid!,
		/** Ends the server without a warning, as a power cut would, and starts it again. */
		crash: async () => {
			await crashServer(server.process);
			server = start();
			await answering(server, base);
		},
		/** Ends the server and leaves its folder. */
		end: () => stopServer(server.process),
		close: async () => {
			await stopServer(server.process);
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}

/** How many applications a story's sample has that needs no more: its two calls stand as in the larger one. */
export const few = { SAMPLE_APPLICATIONS: '60' };

// A run of all stories plants each sample once, for every story to begin with a copy. One on its own plants for itself.
function layPlanted(dataDir: string, { SAMPLE_APPLICATIONS: size = '334', REHEARSAL, DATABASE_URL }: Settings): void {
	const planted = join(process.env.PLANTED ?? '', size);
	const isOwn = REHEARSAL === undefined && DATABASE_URL === undefined;
	if (!process.env.PLANTED || !isOwn || !existsSync(planted)) return;
	cpSync(planted, dataDir, { recursive: true });
	chmodSync(join(dataDir, 'postgres'), 0o700); // PostgreSQL wants its folder to itself
}

/**
 * A real server on a database of its own with the sample programme, and a real browser in front of it. `open` gives a
 * fresh visitor; `signIn` takes them in by the code in the mailbox; `close` takes everything down.
 */
export type Theatre = Awaited<ReturnType<typeof openTheatre>>;

export async function openTheatre(settings: Settings = {}) {
	const stage = await openStage(settings);
	const browser = await chromium.launch({
		executablePath: await findChromium(),
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking']
	});
	/** What a page of ours wanted and its own policy forbade. */
	const forbidden: string[] = [];
	return {
		...stage,
		browser,
		open: async (guise: Guise = {}) => {
			const page = await openPage(browser, stage.base, guise);
			page.context().on('console', (line) => {
				if (line.text().includes('Content Security Policy')) forbidden.push(`${line.page()?.url()}: ${line.text()}`);
			});
			return page;
		},
		signIn: (page: Page, email: string) => signIn(page, email),
		close: async () => {
			await browser.close();
			await stage.close();
			if (forbidden.length > 0) throw new Error(`forbidden by the policy of our own pages:\n${forbidden.join('\n')}`);
		}
	};
}

type Running = { process: ChildProcess; said: () => string };

function startServer(settings: Settings): Running {
	// A busy machine is no rush: here nobody is put off.
	const calm = { LAG_MS: '60000', PAGES_AT_ONCE: '1000' };
	const env = { ...process.env, NODE_TEST_CONTEXT: undefined, ...calm, ...settings };
	const server = spawn(process.execPath, ['server.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const stream of [server.stdout, server.stderr])
		stream.on('data', (text) => (said = (said + text).slice(-4_000_000)));
	return { process: server, said: () => said };
}

async function answering({ process: server, said }: Running, base: string): Promise<void> {
	for (let tries = 0; tries < 600; tries++) {
		if (server.exitCode !== null) throw new Error(`the server ended:\n${said()}`);
		const ready = await fetch(`${base}/readyz`).catch(() => null);
		if (ready?.ok) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	throw new Error(`the server does not answer:\n${said()}`);
}

function stopServer(server: ChildProcess): Promise<void> {
	return new Promise((done) => {
		if (server.exitCode !== null) return done();
		server.once('exit', () => done());
		server.kill('SIGTERM');
	});
}

function crashServer(server: ChildProcess): Promise<void> {
	return new Promise((done) => {
		server.once('exit', () => done());
		server.kill('SIGKILL');
	});
}

export function freePort(): Promise<number> {
	return new Promise((done) => {
		const probe = net.createServer().listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as net.AddressInfo;
			probe.close(() => done(port));
		});
	});
}

async function openPage(browser: Browser, base: string, guise: Guise): Promise<Page> {
	const context: BrowserContext = await browser.newContext({
		baseURL: base,
		viewport: guise.phone ? { width: 360, height: 800 } : { width: 1280, height: 900 },
		isMobile: guise.phone ?? false,
		hasTouch: guise.phone ?? false,
		locale: guise.locale === 'en' ? 'en-GB' : 'ko-KR',
		timezoneId: 'Asia/Seoul',
		javaScriptEnabled: !guise.noScript,
		acceptDownloads: true
	});
	const page = await context.newPage();
	page.setDefaultTimeout(15_000);
	return page;
}

/** Signs a visitor in as a person would: asks for a code, reads it in the mailbox, types it. */
async function signIn(page: Page, email: string): Promise<void> {
	if (!page.url().includes('/sign-in')) await page.goto('/sign-in');
	await page.fill('input[name=email]', email);
	await page.locator('form:has(input[name=email]) button').click();
	await page.waitForURL('**/sign-in/code**');
	await page.fill('input[name=code]', await newestCode(page, email));
	await page.locator('form:has(input[name=code]) button').click();
	await page.waitForURL(({ pathname }) => !pathname.startsWith('/sign-in') || pathname === '/sign-in/second');
}

/** The newest code sent to an address, read in the mailbox. */
export async function newestCode(page: Page, email: string): Promise<string> {
	const mailbox = await page.request.get(`/rehearsal/mailbox?to=${encodeURIComponent(email)}`);
	const code = /<h2[^>]*>[^<]*?(\d{6})/.exec(await mailbox.text())?.[1];
	if (!code) throw new Error(`no code was sent to ${email}`);
	return code;
}

/** The newest personal link of a kind sent to an address, read in the mailbox: `/invitations/…`, `/draws/…/witness/…`. */
export async function newestLink(page: Page, email: string, kind: RegExp): Promise<string> {
	const mailbox = await page.request.get(`/rehearsal/mailbox?to=${encodeURIComponent(email)}`);
	const links = [...(await mailbox.text()).matchAll(/href="(https?:[^"]+)"/g)].map(([, link]) => link!);
	const link = links.find((one) => kind.test(one));
	if (!link) throw new Error(`no such link was sent to ${email}`);
	return link;
}

/** Moves the rehearsal's clock to an instant. */
export async function moveClockTo(page: Page, to: Date): Promise<void> {
	const origin = new URL(page.url()).origin;
	const moved = await page.request.post('/rehearsal/clock', { form: { to: to.toISOString() }, headers: { origin } });
	if (!moved.ok()) throw new Error(`the clock did not move: ${moved.status()}`);
}
