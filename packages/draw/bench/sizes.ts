import { performance } from 'node:perf_hooks';
import { commitSecret, conduct, seal, verify, type Candidate, type Rules } from '../src/index.ts';
import { toHex, utf8 } from '../src/bytes.ts';
import { plan } from '../src/plan/plan.ts';
import { loadSolver } from '../src/plan/solver.ts';
import { quickSha256 } from '../src/sha256.ts';

// node packages/draw/bench/sizes.ts ENTRANTS uniform|quotas|scores: one row of the bench, in a process of its own so that
// the most memory held so far is that of this draw alone.
const VALUES = [2, 3, 4, 4, 6, 6];
const SECRET = 'a secret for the bench';
const [count, method] = [Number(process.argv[2]), process.argv[3] as 'uniform' | 'quotas' | 'scores'];

await loadSolver();
const candidates = crowd();
const cells: (string | number)[] = [];
const held = [heldMegabytes()];
const planned = await step(() => plan(candidates, rulesFor()));
const witnesses = [{ name: 'w', commitment: commitSecret(SECRET) }];
const sealing = { call: 'bench', tag: 'draw', sealedAt: 1, randomness: { witnesses } } as const;
const { seal: sealed } = await step(() => seal(planned, sealing));
const transcript = await step(() => conduct(sealed, planned.roster, { reveals: [{ name: 'w', secret: SECRET }] }));
const verdict = await step(() => verify(transcript));
if (!verdict.ok) throw new Error(verdict.says.en);
const { lottery } = planned;
console.log(
	`| ${[count, transcript.result.drawn.length, method, lottery.form, lottery.types.length, ...cells, held.join(' → ')].join(' | ')} |`
);

async function step<T>(work: () => T | Promise<T>): Promise<T> {
	const [wall, cpu] = [performance.now(), process.cpuUsage()];
	const made = await work();
	const { user, system } = process.cpuUsage(cpu);
	cells.push(`${(performance.now() - wall).toFixed(0)} (${((user + system) / 1000).toFixed(0)})`);
	held.push(heldMegabytes());
	return made;
}

function heldMegabytes(): number {
	return Math.round(process.resourceUsage().maxRSS / 1000);
}

function rulesFor(): Rules {
	if (method === 'scores') return { method, places: count / 5, slope: [1, 400] };
	return { method, places: 1000, ...(method === 'quotas' && { quotas: quotasFor(1000) }) };
}

function crowd(): Candidate[] {
	return Array.from({ length: count }, (_, i) => {
		const hash = quickSha256(utf8(`bench ${i}`));
		const features = Object.fromEntries(
			VALUES.map((values, f) => [`f${f}`, `v${Math.floor((hash[f]! / 256) ** 1.6 * values)}`])
		);
		return { commitment: toHex(hash), features, ...(method === 'scores' && { score: (i * 7919) % 1000 }) };
	});
}

function quotasFor(places: number) {
	return VALUES.flatMap((values, f) =>
		Array.from({ length: values }, (_, v) => ({
			feature: `f${f}`,
			value: `v${v}`,
			min: Math.floor((0.9 * places) / values),
			max: Math.ceil((1.1 * places) / values)
		}))
	);
}
