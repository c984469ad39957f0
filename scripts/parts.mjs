import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { openTemplate } from './template.mjs';

/**
 * What a part of the test command came to.
 * @typedef {{ passed: number, failed: number, output: string }} Outcome
 */

/** The parts, in the order of the report. @type {Record<string, () => Promise<Outcome>>} */
export const parts = {
	build: () => commands([['scripts/setup.mjs', '--build']]),
	types: () => commands([['node_modules/svelte-check/bin/svelte-check', '--tsgo', '--fail-on-warnings', '--no-color']]),
	lint: () =>
		commands([
			['node_modules/oxlint/bin/oxlint', '--deny-warnings'],
			['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.']
		]),
	imports: () =>
		commands([['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ...imported(), '--output-type=err']]),
	architecture: () => nodeTests('tests/architecture/**/*.test.ts'),
	draw: () => testsTogether('packages/draw/test/**/*.test.ts'),
	domain: testDomain,
	start: () => nodeTests('tests/start/**/*.test.ts', { concurrency: 2 }),
	stories: testStories
};

/** Folders whose imports have rules, as far as they are there. */
function imported() {
	return globSync(['src', 'packages', 'db', 'tests', 'sample', 'start', 'ops', 'scripts', 'prove']);
}

/** On a real PostgreSQL: each scene has its own database, as a copy of a migrated one. */
async function testDomain() {
	const template = await openTemplate();
	const env = { TEST_POSTGRES: template.url, TEST_TEMPLATE: template.name };
	try {
		const files = globSync(['src/**/*.test.ts', 'db/**/*.test.ts', 'sample/**/*.test.ts']);
		const isAlone = (file) => !file.startsWith('src/domain/') || setsOut.test(readFileSync(file, 'utf8'));
		const stages = await testsTogether(
			files.filter((file) => !isAlone(file)),
			{ env }
		);
		return sum([stages, await nodeTests(files.filter(isAlone), { env })]);
	} finally {
		await template.close();
	}
}

/** In a real browser, two stories at a time; those that hold the product to a time have the machine to themselves. */
async function testStories() {
	const planted = mkdtempSync(join(tmpdir(), 'madang-planted-'));
	try {
		await run(['tests/stories/plant.ts', planted]); // where it fails each story plants for itself, and says why
		const env = { CHROMIUM: await findChromium(), PLANTED: planted };
		const shared = await nodeTests('tests/stories/*.test.ts', { env });
		const alone = await nodeTests('tests/stories/alone/*.test.ts', { env, concurrency: 1 });
		return sum([shared, alone]);
	} finally {
		rmSync(planted, { recursive: true, force: true });
	}
}

/**
 * Runs Node programs one after the other, all of them even if the first fails; together they count as one.
 * @param {string[][]} programs @returns {Promise<Outcome>}
 */
async function commands(programs) {
	const runs = [];
	for (const args of programs) runs.push(await run(args));
	const failed = runs.some(({ code }) => code !== 0) ? 1 : 0;
	return { passed: 1 - failed, failed, output: runs.map(({ output }) => output).join('') };
}

// What must stand in the environment before the settings are read, which is once in a process.
const setsOut = /tests\/(folder|stay-here)\.ts'/;

/** @param {Outcome[]} outcomes @returns {Outcome} */
function sum(outcomes) {
	return {
		passed: outcomes.reduce((total, { passed }) => total + passed, 0),
		failed: outcomes.reduce((total, { failed }) => total + failed, 0),
		output: outcomes.map(({ output }) => output).join('')
	};
}

/**
 * Runs test files that leave nothing behind in their process in two processes, half of them each: to begin a process and
 * read the same modules for each file would take longer than the tests.
 * @param {string | string[]} pattern @param {{ env?: Record<string, string> }} options
 */
async function testsTogether(pattern, options) {
	const files = globSync(pattern).sort();
	const halves = [0, 1].map((half) => files.filter((_, at) => at % 2 === half));
	return sum(await Promise.all(halves.map((half) => nodeTests(half, { ...options, isolation: 'none' }))));
}

/**
 * Runs the test files of a pattern and counts their tests. No file is no test, and no failure.
 * @param {string | string[]} pattern
 * @param {{ concurrency?: number, isolation?: 'process' | 'none', env?: Record<string, string> }} options
 * @returns {Promise<Outcome>}
 */
async function nodeTests(pattern, { concurrency = 2, isolation = 'process', env = {} } = {}) {
	const files = globSync(pattern).sort();
	if (!files.length) return { passed: 0, failed: 0, output: '' };
	const scratch = mkdtempSync(join(tmpdir(), 'madang-test-'));
	const counted = join(scratch, 'count');
	const reporters = ['spec', 'stdout', './scripts/count.mjs', counted];
	const flags = reporters.map((value, at) => `--test-reporter${at % 2 ? '-destination' : ''}=${value}`);
	try {
		const { code, output } = await run(
			['--test', `--test-concurrency=${concurrency}`, `--test-isolation=${isolation}`, ...flags, ...files],
			env
		);
		const { passed, failed } = readCount(counted);
		return { passed, failed: code !== 0 ? Math.max(failed, 1) : failed, output };
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** @param {string} path */
function readCount(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return { passed: 0, failed: 1 }; // it ended before it could count
	}
}

// Text without colours, and no test runner that takes itself for a part of another.
const plain = {
	...{ NO_COLOR: '1', FORCE_COLOR: undefined, NODE_TEST_CONTEXT: undefined },
	NODE_COMPILE_CACHE: 'node_modules/.cache/compile' // hundreds of processes read the same files
};

/** @param {string[]} args @param {Record<string, string>} env @returns {Promise<{ code: number, output: string }>} */
function run(args, env = {}) {
	const options = { env: { ...process.env, ...plain, ...env }, maxBuffer: 64 * 1024 * 1024 };
	return new Promise((done) => {
		execFile(process.execPath, args, options, (error, stdout, stderr) =>
			done({ code: error ? 1 : 0, output: stdout + stderr })
		);
	});
}
