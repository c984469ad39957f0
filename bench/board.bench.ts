// Reading what is happening while nothing runs: at a moment at random, in the midst of writing the board as well, the program
// and its database are killed (kill -9). Elsewhere the board goes on answering, two organisers announce a later deadline by
// it, and the program, back again, goes by that. `npm run bench board [trials]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyed } from '../tests/start/outage.ts';
import { serving, start } from '../tests/start/madang.ts';
import { openOutside } from './board/outside.ts';
import { trial, type Outcome, type Place } from './board/trial.ts';

const trials = Number(process.argv[2] ?? 20);

const folder = mkdtempSync(join(tmpdir(), 'madang-board-'));
const [home, board] = [join(folder, 'home'), join(folder, 'board')];
const env = { DATA_DIR: home, STATUS_DIR: board, REHEARSAL: '1', SAMPLE_APPLICATIONS: '12' };
const ends: (() => void | Promise<void>)[] = [];
const ending = { after: (end: () => void | Promise<void>) => void ends.unshift(end) };
try {
	const outside = await openOutside(ending, board);
	let run = await serving(await start(ending, env));
	const keys = (await keyed(home, folder)) as [string, string];
	const place: Place = {
		...{ home, board, folder, keys },
		...outside,
		again: async () => serving(await start(ending, env))
	};
	const outcomes: Outcome[] = [];
	console.log('trial   killed after   read    slowest   not 200   came back   what failed   Times in ms.');
	for (let nth = 1; nth <= trials; nth++) {
		const { outcome, next } = await trial(place, run);
		run = next;
		outcomes.push(outcome);
		console.log(row(nth, outcome));
	}
	sum(outcomes);
	run.child.kill('SIGTERM');
	await run.ended;
} finally {
	for (const end of ends) await end();
	rmSync(folder, { recursive: true, force: true });
}

function row(nth: number, { killedAfter, times, refused, back, failed }: Outcome): string {
	const slowest = Math.max(...times).toFixed(0);
	const cells = [
		[nth, 5],
		[killedAfter, 15],
		[times.length, 7],
		[slowest, 11],
		[refused, 10],
		[back, 12]
	] as const;
	return `${cells.map(([cell, width]) => String(cell).padStart(width)).join('')}   ${failed.join('; ') || 'nothing'}`;
}

function sum(outcomes: Outcome[]): void {
	const times = outcomes.flatMap((one) => one.times).sort((a, b) => a - b);
	const failures = outcomes.filter(({ failed, refused }) => failed.length > 0 || refused > 0).length;
	const middle = times[Math.floor(times.length / 2)] ?? 0;
	console.log(
		`\n${trials} trials, ${failures} failed. ${times.length} pages read while nothing ran: p50 ${middle.toFixed(1)} ms, at most ${(times.at(-1) ?? 0).toFixed(0)} ms.`
	);
	if (failures) process.exitCode = 1;
}
