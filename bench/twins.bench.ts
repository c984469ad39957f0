// Everybody at every door of two worlds that differ in what they may not know; then whether the time an answer takes
// tells the worlds apart. Two processes are never equally quick, so the worlds are also timed while they are alike, in
// turns with the rest, and what counts is how much the secret adds to that: Welch's t over pairs of requests, below 4.5
// in magnitude; and how often somebody who times one pair would guess right, 52 of 100 at most.
// `npm run bench twins [pairs [a part of an address]]`: with the part, that door's time alone.
import '../tests/folder.ts';
import { doorsToRead, doorsToTry } from '../tests/twins/paths.ts';
import { lookAround, openTwins, secretTo, type Twins } from '../tests/twins/twins.ts';
import type { TwinVisitor } from '../tests/twins/world.ts';
import { bestGuess, cropped, welch } from './twins/apart.ts';

const pairs = Number(process.argv[2] ?? 1000);
const part = process.argv[3] ?? '';
const rounds = 10;
const twins = await openTwins();
try {
	if (!part) await look(twins);
	console.log(' t secret   t of the worlds   alike   guessed right, %');
	for (const [who, path] of timed(twins).filter(([, path]) => path.includes(part))) {
		const { secret, worlds, alike, guessed } = await timing(twins, who, path);
		const figures = [secret, worlds, alike].map((t) => t.toFixed(2).padStart(9)).join('   ');
		console.log(`${figures}   ${guessed.toFixed(1).padStart(9)}   ${who} at ${path}`);
	}
} finally {
	await twins.close();
}

async function look(twins: Twins): Promise<void> {
	const began = performance.now();
	const doors = doorsToRead(twins.planted);
	const tried = doorsToTry(twins.planted, { count: 100, seed: 5 });
	const { shown, asked } = await lookAround(twins, () => [...doors, ...tried]);
	console.log(`${asked} requests in ${((performance.now() - began) / 1000).toFixed(1)} s: ${shown.length} differ`);
	for (const line of shown) console.log(`  ${line}`);
}

function timed({ planted }: Twins): [TwinVisitor, string][] {
	return [
		['applicant', '/calls/busan-2026/mine'],
		['waiting', '/calls/banded/mine'],
		['conflicted', `/reviews/${planted.application}`],
		['reading', `/reviews/${planted.application}`],
		['elsewhere', `/desk/calls/busan-2026/reviews/${planted.application}`]
	];
}

type Timed = { secret: number; worlds: number; alike: number; guessed: number };

/** How long the two worlds take for the same, while the second has its secrets changed and while it has not, in turns. */
async function timing(twins: Twins, who: TwinVisitor, path: string): Promise<Timed> {
	const [changed, alike]: [number[], number[]] = [[], []];
	const secrets = secretTo(twins.secrets, who);
	for (let round = 0; round < rounds; round++) {
		await twins.hand.with(secrets, async () => void changed.push(...(await differences(twins, who, path))));
		alike.push(...(await differences(twins, who, path)));
	}
	const [one, other] = [cropped(changed), cropped(alike)];
	return {
		secret: welch(one, other),
		worlds: welch(one, [0, 0]),
		alike: welch(other, [0, 0]),
		guessed: bestGuess(changed, alike)
	};
}

/** By how many ms the second world was slower, pair by pair; who is asked first changes each time. The first are for warmth. */
async function differences({ asks }: Twins, who: TwinVisitor, path: string): Promise<number[]> {
	const found: number[] = [];
	const warm = 20;
	for (let pair = 0; pair < warm + pairs / rounds; pair++) {
		const took = [0, 0];
		for (const world of pair % 2 ? [0, 1] : [1, 0]) {
			const began = performance.now();
			await asks[world]!(path, who);
			took[world] = performance.now() - began;
		}
		if (pair >= warm) found.push(took[1]! - took[0]!);
	}
	return found;
}
