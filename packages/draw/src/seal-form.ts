import { isKnownChain, plainChain, timeOfRound } from './beacon.ts';
import { isHex } from './bytes.ts';
import { canonical } from './canonical.ts';
import { checkFields, checkList, checkText, checkValues, checkWhole, isInstant } from './fields.ts';
import { LAST_INSTANT, MOST_ENTRANTS, MOST_LISTED } from './limits.ts';
import { refuse } from './refusal.ts';
import type { Seal } from './seal.ts';
import type { Promised } from './witnesses.ts';

const FIELDS = [
	...['version', 'tag', 'call', 'sealedAt', 'code', 'rules', 'roster', 'lottery', 'chances', 'reserves'],
	'randomness'
];

/**
 * Refuses a seal that isn't written as SPEC §7 says: a field too many or too few, a value of another kind or out of range.
 * What rules, lottery and certificate hold is for their own checks.
 */
export function checkSealForm(seal: Seal): void {
	checkFields(seal, '/seal', FIELDS, ['certificate']);
	checkValues(seal, '/seal');
	checkText(seal.call, '/seal/call');
	if (!isInstant(seal.sealedAt)) throw refuse('draw.bad-time', { where: '/seal/sealedAt' });
	checkFields(seal.code, '/seal/code', ['version'], ['digest']);
	checkText(seal.code.version, '/seal/code/version', 1);
	if (seal.code.digest !== undefined) checkHash(seal.code.digest, '/seal/code/digest');
	checkFields(seal.roster, '/seal/roster', ['root', 'size']);
	checkHash(seal.roster.root, '/seal/roster/root');
	checkWhole(seal.roster.size, '/seal/roster/size', 1, MOST_ENTRANTS);
	checkHash(seal.chances, '/seal/chances');
	checkSource(seal);
}

/** Refuses a seal whose source of randomness is none, in the past, or not what it says it is (SPEC §7). */
export function checkSource(made: Seal, leadSeconds = 1): void {
	const where = '/seal/randomness';
	checkFields(made.randomness, where, [], ['beacon', 'witnesses']);
	const { beacon, witnesses } = made.randomness;
	if (!beacon && !witnesses) throw refuse('draw.no-randomness');
	if (beacon) checkPromisedRound(made, leadSeconds);
	if (witnesses) checkWitnesses(witnesses, `${where}/witnesses`);
}

function checkPromisedRound({ randomness, sealedAt }: Seal, leadSeconds: number): void {
	const where = '/seal/randomness/beacon';
	checkFields(randomness.beacon, where, ['chain', 'round', 'time']);
	const { chain, round, time } = randomness.beacon!;
	checkFields(chain, `${where}/chain`, ['hash', 'publicKey', 'period', 'genesisTime', 'scheme']);
	if (canonical(plainChain(chain)) !== canonical(chain)) throw refuse('draw.bad-chain', { chain: chain.hash });
	if (isKnownChain(chain) === false) throw refuse('draw.false-chain', { chain: chain.hash });
	if (!Number.isSafeInteger(round) || round < 1 || round > LAST_INSTANT)
		throw refuse('draw.bad-round', { round: String(round) });
	if (!isInstant(time) || time !== timeOfRound(chain, round)) throw refuse('draw.round-time', { round });
	if (time < sealedAt + leadSeconds) throw refuse('draw.round-too-soon', { round, seconds: leadSeconds });
}

function checkWitnesses(witnesses: readonly Promised[], where: string): void {
	checkList(witnesses, where, 1, MOST_LISTED);
	const names = new Set<string>();
	witnesses.forEach((witness, i) => {
		checkFields(witness, `${where}/${i}`, ['name', 'commitment']);
		const { name, commitment } = witness;
		checkText(name, `${where}/${i}/name`, 1);
		if (names.has(name)) throw refuse('draw.witness-twice', { name });
		if (!isHex(commitment, 32)) throw refuse('draw.bad-hex', { where: `witness ${name}`, bytes: 32 });
		names.add(name);
	});
}

function checkHash(value: unknown, where: string): void {
	if (!isHex(value, 32)) throw refuse('draw.bad-hex', { where, bytes: 32 });
}
