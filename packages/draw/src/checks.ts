import { linesOf } from './cells.ts';
import { checkCertificate, worstCase } from './check-certificate.ts';
import { countedChances } from './check-chances.ts';
import { digestOf } from './canonical.ts';
import { checkList } from './fields.ts';
import { followedLottery } from './followed.ts';
import type { Fraction } from './fraction.ts';
import { checkEveryPanel } from './halving.ts';
import { rosterRoot } from './inclusion.ts';
import { lookAtSealed, type SealedLook } from './look.ts';
import { MOST_ENTRANTS } from './limits.ts';
import { chancesOf, checkLottery } from './lottery.ts';
import { checkForm } from './lottery-form.ts';
import { DrawRefusal, refuse, type Facts } from './refusal.ts';
import { buildRoster, type Entrant } from './roster.ts';
import { rowsOf } from './rows.ts';
import { canonicalRules } from './rules.ts';
import { same } from './same.ts';
import { checkSealForm } from './seal-form.ts';
import { RESERVE_RULE, type Seal } from './seal.ts';
import { PROTOCOL } from './version.ts';

/** What a check found: a sentence's code and its facts. It throws a refusal where something isn't as it must be. */
export type Found = readonly [code: string, facts: Facts];

type Check = (look: SealedLook) => Found;

/**
 * Refuses a seal and its roster wherever verifying would (SPEC §8: all that is fixed before the randomness), so that nothing
 * is sealed or drawn that nobody could verify. Answers with what it made on the way.
 */
export function checkSealed(seal: Seal, roster: readonly Entrant[]): SealedLook {
	const look = lookAtSealed({ seal, roster });
	const checks: readonly Check[] = [
		...[checkForms, checkRoot, checkRoster, checkTypes, checkQuotas],
		...[checkSealedChances, checkProof]
	];
	try {
		for (const check of checks) check(look);
		return look;
	} catch (problem) {
		// JSON from a stranger can hold anything: what no check foresaw is refused as well.
		throw problem instanceof DrawRefusal ? problem : refuse('draw.malformed', { problem: String(problem) });
	}
}

/** Version, tag and rule of the reserves are those of this protocol; the seal is written as SPEC §7 says. */
function checkForms(look: SealedLook): Found {
	checkSealForm(look.of.seal);
	return checkVersion(look);
}

/** The protocol is this one (SPEC §10, step `version`). */
export function checkVersion({ of: { seal } }: SealedLook): Found {
	if (seal.version !== PROTOCOL) throw refuse('draw.wrong-version', { known: PROTOCOL, version: String(seal.version) });
	same('/seal/reserves', seal.reserves, RESERVE_RULE);
	if (seal.tag !== 'draw' && seal.tag !== 'rehearsal') throw refuse('draw.bad-tag', { tag: String(seal.tag) });
	return ['step.version', { version: seal.version, code: seal.code.version }];
}

/** Rebuilt from its own entrants the roster is the same (step `roster`). */
export function checkRoster({ of: { roster, seal }, isAsBuilt }: SealedLook): Found {
	checkList(roster, '/roster', 1, MOST_ENTRANTS);
	if (!isAsBuilt()) buildRoster(roster).forEach((entrant, i) => same(`/roster/${i}`, roster[i], entrant));
	same('/seal/roster/size', seal.roster.size, roster.length);
	return ['step.roster', { size: roster.length }];
}

/** It is the one that was sealed (step `root`). */
export function checkRoot({ of: { seal }, roster, commitments }: SealedLook): Found {
	if (rosterRoot(roster(), commitments()) !== seal.roster.root) throw refuse('draw.roster-differs');
	return ['step.root', {}];
}

/** Rules are canonical, and type lines the roster's (step `types`). */
export function checkTypes({ of: { seal }, types }: SealedLook): Found {
	same('/seal/rules', seal.rules, canonicalRules(seal.rules));
	const lines = linesOf(types());
	lines.forEach((line, t) => same(`/seal/lottery/types/${t}`, seal.lottery.types[t], line));
	same('/seal/lottery/types', seal.lottery.types.length, lines.length);
	return ['step.types', { types: types().length }];
}

/** The lottery has a form of its method and keeps all that it must (step `quotas`). */
export function checkQuotas({ of: { seal }, all, types }: SealedLook): Found {
	const { rules, lottery } = seal;
	checkForm(lottery, rules);
	const rows = rowsOf(rules, lottery.types);
	checkLottery(lottery, rows);
	const followed = followedLottery(rules, types());
	if (followed) same('/seal/lottery', lottery, followed);
	if (lottery.form !== 'halving')
		return ['step.quotas', { lines: lottery.form === 'panels' ? lottery.panels.length : 1 }];
	if (all) checkEveryPanel(lottery, rows);
	return [all ? 'step.quotas-unfolded' : 'step.quotas-halving', { lines: lottery.of }];
}

/** Chances, counted again, have the sealed digest and the right sum (step `chances`). */
export function checkSealedChances({ of: { seal } }: SealedLook): Found {
	const again = chancesOf(seal.lottery);
	same('/seal/chances', seal.chances, digestOf(again));
	return countedChances(seal, again);
}

/** The certificate proves what it proves, and is there when it must be and only then (step `certificate`). */
export function checkProof({ of: { seal } }: SealedLook): Found {
	const gap = checkCertificate(seal);
	const worst = worstCase(seal);
	if (gap && worst)
		return ['step.certificate-merit', { gap: asPower(gap), value: floored(worst), places: seal.rules.places }];
	const { method } = seal.rules;
	const kind = method === 'stops' ? '-stops' : seal.rules.objective === 'maximin' ? '-least' : '';
	return gap ? [`step.certificate${kind}`, { gap: asPower(gap) }] : ['step.certificate-none', {}];
}

function asPower([num, den]: Fraction): string {
	return (num / den).toExponential(1);
}

/** With two decimals, never too much. */
function floored([num, den]: Fraction): string {
	return (Math.floor((100 * num) / den) / 100).toFixed(2);
}
