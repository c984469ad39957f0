import { createHash } from 'node:crypto';
import { saying, type DrawRefusal, type Plan } from '#draw';
import { plan } from '#draw/plan/plan.ts';
import type { WholeCall } from '#domain/calls/rules.ts';
import { aside } from '#lib/aside.server.ts';
import type { Reader } from '#lib/db.server.ts';
import { pause } from '#lib/pause.ts';
import type { Standing } from './lots.rules.ts';
import { drawToPlan, isPlannedAtOnce, previewOf, type Outcome, type Preview, type ToPlan } from './plan.rules.ts';
import { standingsFor } from './read.server.ts';
import { cannotBeDrawn } from './rules.ts';

type Begun = { begunAt: Date; outcome: Promise<Outcome> };
const begun = new Map<string, Begun>();
const mostKept = 10;
/** So long a page waits for a plan; then it says that one is being made. */
const patienceMs = 1500;

/**
 * Plans the draw of a call from its frozen standings: roster, lottery and exact chances. The same standings give the
 * same plan. Refuses, in words, what the rules make impossible.
 */
export async function planDraw(call: WholeCall, standings: readonly Standing[], at: Date): Promise<Plan> {
	const outcome = await planOnce(drawToPlan(call, standings), at).outcome;
	if ('problem' in outcome) throw cannotBeDrawn(outcome.problem);
	return outcome.planned;
}

/** The preview of a call whose bands are frozen; since when it is being made, where that takes longer than a page should. */
export async function sealPreview(db: Reader, call: WholeCall, at: Date): Promise<Preview | { begunAt: Date }> {
	const asked = drawToPlan(call, await standingsFor(db, call.id));
	const { begunAt, outcome } = planOnce(asked, at);
	const made = new AbortController();
	const found = await Promise.race([outcome, pause(patienceMs, made.signal)]).finally(() => made.abort());
	return found ? previewOf(call, asked.candidates, found) : { begunAt };
}

/** A plan that is being made, or made: what was asked a short while ago is not planned again. */
export function planOnce(asked: ToPlan, at: Date): Begun {
	const key = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
	const known = begun.get(key);
	if (known) return known;
	for (const old of [...begun.keys()].slice(0, Math.max(0, begun.size + 1 - mostKept))) begun.delete(old);
	const fresh = { begunAt: at, outcome: outcomeOf(asked) };
	begun.set(key, fresh);
	fresh.outcome.catch(() => begun.delete(key)); // a fault of ours is tried again
	return fresh;
}

async function outcomeOf(asked: ToPlan): Promise<Outcome> {
	try {
		return { planned: await planned(asked) };
	} catch (fault) {
		// What comes from a thread is no longer of its class.
		if ((fault as Error).name !== 'DrawRefusal') throw fault;
		return { problem: saying(fault as DrawRefusal) };
	}
}

// Quotas can be so tight that planning takes minutes: in a thread of its own nobody else waits for it.
function planned(asked: ToPlan): Promise<Plan> {
	const { candidates, rules } = asked;
	if (isPlannedAtOnce(asked)) return plan(candidates, rules);
	const file = 'packages/draw/src/plan/plan.ts';
	return aside<Plan>({ file, name: 'plan', given: [candidates, rules] });
}
