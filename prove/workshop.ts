import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openTemplate } from '../scripts/template.mjs';
import type { Patch, Proof } from './mutant.ts';

const root = join(import.meta.dirname, '..');
/** Written by the framework's tools, and no part of the sources. */
const generated = ['build', 'src/lib/paraglide', '.svelte-kit'];
const patienceMs = 10 * 60_000;
const momentMs = 20_000;

/** What became of a test: it passed, it failed, or it never ran. */
export type Outcome = { name: string; is: 'green' | 'red' | 'absent'; why: string };

/** A copy of the working tree in which mutants live and die; the program itself has no switch for any. */
export type Workshop = Awaited<ReturnType<typeof openWorkshop>>;

export async function openWorkshop() {
	const folder = mkdtempSync(join(tmpdir(), 'madang-prove-'));
	const list = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
	for (const file of list.split('\0').filter(Boolean)) {
		mkdirSync(join(folder, dirname(file)), { recursive: true });
		cpSync(join(root, file), join(folder, file));
	}
	for (const path of generated) cpSync(join(root, path), join(folder, path), { recursive: true });
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	const template = await openTemplate();
	const shared = { TEST_POSTGRES: template.url, TEST_TEMPLATE: template.name };

	/** Runs the named tests of one file. One that changes the store's own making has a store made anew. */
	const run = (file: string, names: string[], isNewStore = false) =>
		runTests(folder, { file, names, env: isNewStore || /^tests\/(start|stories)\//.test(file) ? {} : shared });

	return {
		run,
		apply: (patches: Patch[]) => applyAll(folder, patches),
		build: () => execFileSync(process.execPath, ['scripts/setup.mjs', '--build'], { cwd: folder, stdio: 'pipe' }),
		close: async () => {
			await template.close();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** Puts the patches in; answers with what takes them out again. Throws where a text is not there exactly once. */
function applyAll(folder: string, patches: Patch[]): () => void {
	const before = new Map(patches.map(({ file }) => [file, readFileSync(join(folder, file), 'utf8')]));
	const after = new Map(before);
	for (const one of patches) after.set(one.file, patched(after.get(one.file)!, one));
	for (const [file, text] of after) writeFileSync(join(folder, file), text);
	return () => before.forEach((text, file) => writeFileSync(join(folder, file), text));
}

/** A file's text with a patch in it. Throws where what it replaces is not there exactly once. */
export function patched(text: string, { file, from, to }: Patch): string {
	const parts = text.split(from);
	if (parts.length !== 2) throw new Error(`${file} has this ${parts.length - 1} times, not once: ${from}`);
	return parts.join(to);
}

type Asked = { file: string; names: string[]; env: Record<string, string> };

function runTests(cwd: string, { file, names, env }: Asked): Promise<Outcome[]> {
	const literal = (name: string) => name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
	const chosen = names.map((name) => `--test-name-pattern=${literal(name)}`);
	const args = ['--test', '--test-isolation=none', '--test-reporter=./prove/reporter.mjs', ...chosen, file];
	const clean = { ...process.env, NODE_TEST_CONTEXT: undefined, ...env };
	return new Promise((done) => {
		const options = { cwd, env: clean, timeout: patienceMs, maxBuffer: 1 << 26 };
		const tests = execFile(process.execPath, args, options, (_, stdout) => {
			done(names.map((name) => became(name, ranIn(stdout))));
		});
		// A test that fails may leave open what it did not expect to; its own tidying up is given a moment.
		tests.stdout?.on('data', (text: string) => {
			if (text.includes('"passed":false')) setTimeout(() => tests.kill(), momentMs).unref();
		});
	});
}

type Ran = { name: string; passed: boolean; why?: string };

const ranIn = (stdout: string) =>
	stdout
		.split('\n')
		.filter((line) => line.startsWith('{"name"'))
		.map((line) => JSON.parse(line) as Ran);

function became(name: string, ran: Ran[]): Outcome {
	const own = ran.filter((one) => one.name.includes(name));
	const failed = own.find(({ passed }) => !passed);
	if (own.length === 0)
		return { name, is: 'absent', why: ran.find(({ passed }) => !passed)?.why ?? 'no such test ran' };
	return { name, is: failed ? 'red' : 'green', why: failed?.why?.split('\n')[0] ?? '' };
}

/** The proofs by their files, each once. */
export function byFile(proofs: Proof[]): [file: string, names: string[]][] {
	const files = Map.groupBy(proofs, ({ file }) => file);
	return [...files].map(([file, some]) => [file, [...new Set(some.map(({ name }) => name))]]);
}
