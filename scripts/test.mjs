// `npm test`, `npm run check`: runs the parts that are named, or all of them, and closes with one line of two numbers.
import { execFileSync } from 'node:child_process';
import { compile } from '@inlang/paraglide-js';
import { StartFault, tellFault } from '../start/fault.mjs';
import { messageOptions } from './messages.mjs';
import { parts } from './parts.mjs';

const named = { check: ['types', 'lint', 'imports', 'architecture'] };
// Two at a time, but the build before all others (it writes what they read), and alone those that need the machine.
const first = ['build'];
const last = ['start', 'stories'];

/** @type {import('./parts.mjs').Outcome[]} */
const outcomes = [];

try {
	const chosen = choose(process.argv.slice(2));
	await runOneByOne(chosen.filter((part) => first.includes(part)));
	await layGround();
	const between = chosen.filter((part) => !first.includes(part) && !last.includes(part));
	await Promise.all([runOneByOne(between), runOneByOne(between)]);
	await runOneByOne(chosen.filter((part) => last.includes(part)));
} catch (error) {
	tellFault(error);
	outcomes.push({ passed: 0, failed: 1, output: '' });
}
process.exitCode = close();

/** @param {string[]} words @returns {string[]} */
function choose(words) {
	const unknown = words.find((word) => !(word in parts) && !(word in named));
	if (unknown) {
		const known = [...Object.keys(parts), ...Object.keys(named)].join(', ');
		throw new StartFault(`There is no part "${unknown}" but ${known}.`, `"${unknown}"이라는 검사는 없습니다.`);
	}
	const wanted = words.flatMap((word) => named[word] ?? [word]);
	return Object.keys(parts).filter((part) => !wanted.length || wanted.includes(part));
}

/** What the framework's tools write and the parts read. A build has just written it: then it's unchanged. */
async function layGround() {
	await compile({ ...messageOptions, cleanOutdir: false });
	execFileSync(process.execPath, ['node_modules/@sveltejs/kit/svelte-kit.js', 'sync'], { stdio: 'inherit' });
}

/** Takes parts from the list until it's empty; two of these on one list share it. @param {string[]} waiting */
async function runOneByOne(waiting) {
	for (let part = waiting.shift(); part; part = waiting.shift()) outcomes.push(await runPart(part));
}

/** @param {string} part */
async function runPart(part) {
	const began = performance.now();
	const outcome = await parts[part]().catch((error) => {
		const output = error instanceof StartFault ? `${error.message}\n${error.korean}\n` : `${error?.stack ?? error}\n`;
		return { passed: 0, failed: 1, output };
	});
	const { passed, failed, output } = outcome;
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	if (failed) console.log(`\n${output.trimEnd()}\n`);
	console.log(`${part.padEnd(13)}${seconds.padStart(6)} s  ${passed} passed${failed ? `, ${failed} FAILED` : ''}`);
	return outcome;
}

/** The closing line. A run that ran no test has shown nothing. */
function close() {
	const sum = (kind) => outcomes.reduce((total, outcome) => total + outcome[kind], 0);
	console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
	return sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
}
