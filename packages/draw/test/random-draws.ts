import { commitSecret, conduct, seal, type Candidate, type Plan, type Rules, type Transcript } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { numbersFrom, type Numbers } from '../src/plan/chance-source.ts';
import { tinyCall } from './tiny.ts';
import { randomTour } from './tours.ts';
import { pool } from './world.ts';

const NAMES = ['track', '지역', 'Größe', '\u{1F600}', 'constructor', '\uFB01'];
const VALUES = ['a', 'b', '제주', 'é', '', 'z\n"\\'];

/** A random small draw by witnesses only, of any method; null when the call can't be met. */
export async function randomDraw(seed: number): Promise<Transcript | null> {
	const numbers = numbersFrom(seed * 104729 + 7);
	for (let i = 0; i < 10; i++) numbers(2);
	const planned = await randomPlan(seed, numbers).catch(() => null);
	if (!planned) return null;
	const witnesses = Array.from({ length: 1 + numbers(3) }, (_, i) => ({
		name: `w${i}`,
		secret: `secret ${i} of the draw ${seed}`
	}));
	const { seal: sealed } = seal(planned, {
		call: VALUES[numbers(VALUES.length)]!,
		tag: numbers(4) ? 'draw' : 'rehearsal',
		sealedAt: 1 + numbers(2 ** 30),
		randomness: { witnesses: witnesses.map(({ name, secret }) => ({ name, commitment: commitSecret(secret) })) }
	});
	return conduct(sealed, planned.roster, { reveals: witnesses });
}

async function randomPlan(seed: number, numbers: Numbers): Promise<Plan> {
	if (numbers(4) === 0) {
		const { candidates, rules } = tinyCall(seed);
		return plan(candidates, { ...rules, ...(numbers(3) === 0 && { objective: 'maximin' }) });
	}
	if (numbers(4) === 0) {
		const { candidates, rules } = randomTour(seed, { minimums: numbers(2) === 1 });
		return plan(candidates, rules);
	}
	const count = 1 + numbers(30);
	const [feature, a, b] = [NAMES[numbers(NAMES.length)]!, VALUES[numbers(3)]!, VALUES[3 + numbers(3)]!];
	const candidates = pool(count, () => candidateOf(feature, numbers(2) ? a : b, numbers));
	const places = 1 + numbers(count);
	const method = (['uniform', 'banded', 'weighted', 'scores'] as const)[numbers(4)]!;
	const linear = { slope: [numbers(5), 1 + numbers(60)] as const };
	const slope = method !== 'scores' ? {} : [linear, { line: true }, { merit: true }][numbers(3)]!;
	const first = numbers(places + 1);
	const strata = numbers(2)
		? {
				strata: {
					feature,
					places: Object.fromEntries([
						[a, first],
						[b, places - first]
					])
				}
			}
		: {};
	return plan(candidates, { method, places, ...slope, ...strata } satisfies Rules);
}

function candidateOf(feature: string, value: string, numbers: Numbers): Partial<Candidate> {
	const low = numbers(100) - 50;
	return {
		features: Object.fromEntries([
			[feature, value],
			['other', VALUES[numbers(6)]!]
		]),
		band: (['accept', 'draw', 'draw', 'draw', 'decline'] as const)[numbers(5)]!,
		weight: 1 + numbers(9),
		score: numbers(2) ? low : [low, low + numbers(10)]
	};
}
