import { exportShown, massFrom } from '#domain/applications/shown.read.server.ts';
import { actStanding, approvalsOf } from '#domain/approvals/read.server.ts';
import { shownHash, type Act, type Shown } from '#domain/approvals/rules.ts';
import { wholeCall } from '#domain/calls/read.server.ts';
import type { Call } from '#domain/calls/rules.ts';
import { sealShown } from '#domain/draws/shown.read.server.ts';
import { voidShown } from '#domain/draws/voids.read.server.ts';
import { deletionShown, isMereDraft } from '#domain/erasures/deletions.read.server.ts';
import { runningIn } from '#domain/erasures/read.server.ts';
import { applicationNumbered, unblindShown } from '#domain/reviews/unblind.read.server.ts';
import type { Reader } from '#lib/db.server.ts';

type Doing = { call: Call; act: Act; at: Date };

/**
 * What would be done now, as far as two people are needed for it. `asked` is what was shown of it where it has been asked
 * for: it says of which application, and with which words.
 */
export async function shownNow(read: Reader, { call, act, at }: Doing, asked?: Shown): Promise<Shown | null> {
	if (act === 'draw-seal') return sealShown(read, await wholeCall(read, call));
	if (act === 'export') return massShown(read, call);
	if (act === 'call-delete') return deletableShown(read, call, at);
	if (!asked) return null;
	if (act === 'draw-void') {
		return voidShown(read, call.id, { ko: asked.reason_ko ?? '', en: asked.reason_en ?? '' }, at);
	}
	const id = await applicationNumbered(read, call.id, asked.application ?? '');
	return id ? unblindShown(read, { callId: call.id }, id) : null;
}

async function massShown(read: Reader, call: Call): Promise<Shown | null> {
	const shown = await exportShown(read, call.id);
	return Number(shown.applications) >= massFrom ? shown : null;
}

async function deletableShown(read: Reader, call: Call, at: Date): Promise<Shown | null> {
	if ((await isMereDraft(read, call.id)) || (await runningIn(read, call.id, at))) return null;
	return deletionShown(read, call.id);
}

/**
 * How an act that is asked for on a page of its own stands for an organiser: what they asked, where it waits or is
 * approved and still as it was shown; otherwise whether they may ask.
 */
export async function ownStanding(read: Reader, doing: Doing, personId: string, fits = (_: Shown) => true) {
	const { call, act, at } = doing;
	const who = { personId, callId: call.id, hostId: call.host_id };
	const asked = (await approvalsOf(read, call.id)).filter(
		(one) => one.act === act && one.asked_by === personId && one.answer !== 'refused' && fits(one.shown)
	);
	for (const { shown, shown_hash, reason } of asked) {
		const now = await shownNow(read, doing, shown);
		if (!now || shownHash(call.id, act, now) !== shown_hash) continue;
		const standing = await actStanding(read, who, { act, shown: now }, at);
		if (standing === 'waiting' || standing === 'approved') return { standing, reason, shown, hash: shown_hash };
	}
	const standing = await actStanding(read, who, { act, shown: {} }, at);
	return {
		standing: standing === 'nobody' ? ('nobody' as const) : ('to-ask' as const),
		reason: '',
		shown: null,
		hash: ''
	};
}
