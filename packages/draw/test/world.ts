import { roundAt } from '../src/beacon.ts';
import { digestOf } from '../src/canonical.ts';
import { commitSecret, conduct, seal, type Candidate, type Plan, type Rules, type Transcript } from '../src/index.ts';
import { plan } from '../src/plan/plan.ts';
import { signRound, TEST_CHAIN } from './chain.ts';

export const SEALED_AT = 1790000000;
export const SECRETS = { 김하나: 'the secret of 김하나, long enough', 박두리: 'the secret of 박두리, long enough' };

/** `count` candidates whose features follow from their number. */
export function pool(count: number, of: (i: number) => Partial<Candidate> = () => ({})): Candidate[] {
	return Array.from({ length: count }, (_, i) => ({ commitment: digestOf(['candidate', i]), features: {}, ...of(i) }));
}

/** A small banded draw on two tracks, planned. */
export function smallPlan(): Promise<Plan> {
	const bands = ['accept', 'draw', 'draw', 'draw', 'decline'] as const;
	const candidates = pool(40, (i) => ({ features: { track: i % 2 ? 'api' : '협업' }, band: bands[i % 5]! }));
	return plan(candidates, { method: 'banded', places: 14, strata: { feature: 'track', places: { api: 8, 협업: 6 } } });
}

/** A plan sealed with the test chain and two witnesses, and conducted. */
export function conducted(planned: Plan, tag: 'draw' | 'rehearsal' = 'draw', call = 'a call'): Transcript {
	const { seal: sealed } = sealWith(planned, tag, call);
	const reveals = Object.entries(SECRETS).map(([name, secret]) => ({ name, secret, revealedAt: SEALED_AT + 10 }));
	return conduct(sealed, planned.roster, { beacon: signed(sealed.randomness.beacon!.round), reveals });
}

/** A plan sealed with the test chain and two witnesses. */
export function sealWith(planned: Plan, tag: 'draw' | 'rehearsal' = 'draw', call = 'a call') {
	const witnesses = Object.entries(SECRETS).map(([name, secret]) => ({ name, commitment: commitSecret(secret) }));
	const beacon = { chain: TEST_CHAIN, round: roundAt(TEST_CHAIN, SEALED_AT + 600) };
	return seal(planned, { call, tag, sealedAt: SEALED_AT, randomness: { beacon, witnesses } });
}

/** Conducts with witnesses only: no signature to make, so thousands take seconds. */
export function quickDraw(planned: Plan, secret: string): Transcript {
	const witnesses = [{ name: 'w', commitment: commitSecret(secret) }];
	const { seal: sealed } = seal(planned, {
		call: 'quick',
		tag: 'draw',
		sealedAt: SEALED_AT,
		randomness: { witnesses }
	});
	return conduct(sealed, planned.roster, { reveals: [{ name: 'w', secret }] });
}

export function signed(round: number) {
	return { round, signature: signRound(round) };
}

export function rules(method: Rules['method'], places: number, more: Partial<Rules> = {}): Rules {
	return { method, places, ...more };
}
