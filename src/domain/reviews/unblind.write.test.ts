import { equal, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { shownHash } from '#domain/approvals/rules.ts';
import { answerApproval, askApproval } from '#domain/approvals/write.server.ts';
import { gate } from '#domain/people/gate.server.ts';
import { reading } from '#lib/db.server.ts';
import { firm as numbered, submitDraft, writeDraft } from '../../../tests/applying.ts';
import { hours, scene, told, type Scene } from '../../../tests/cast.ts';
import { anotherOrganiser } from '../../../tests/organisers.ts';
import { assign } from '../../../tests/reviews.ts';
import { isBlind } from './blind.read.server.ts';
import { deskOf } from './desk.read.server.ts';
import { beginReview } from './scores.write.server.ts';
import { unblindingOf, unblindShown } from './unblind.read.server.ts';
import { unblindApplication } from './unblind.write.server.ts';

const at = hours(3);
const firm = '누리결 로보틱스';

/** Joon's and Mina's applications in a call that hides who applies, both given to Seri and opened. */
async function blind(world: Scene): Promise<{ joons: string; minas: string }> {
	const { db, call, seri } = world;
	await db.updateTable('calls').set({ hides_applicants: true }).where('id', '=', call.id).execute();
	const ids: string[] = [];
	for (const [nth, who] of [world.joonApplying, world.minaApplying].entries()) {
		await writeDraft(db, who, numbered(nth + 7, { organisation_name: firm }));
		ids.push((await submitDraft(db, who)).application_id);
		await assign(world, ids.at(-1)!, seri);
		await beginReview(db, world.seriReviewing, ids.at(-1)!, at);
	}
	return { joons: ids[0]!, minas: ids[1]! };
}

const seenBySeri = async (world: Scene, id: string) =>
	JSON.stringify(await deskOf(reading(world.db), gate.signedIn(world.visitors.seri), id, at));

async function approve(world: Scene, id: string): Promise<void> {
	const { db, call, hanaOrganising: hana } = world;
	const now = (await unblindShown(reading(db), hana, id))!;
	const form = { hash: shownHash(call.id, 'unblind', now), now };
	await askApproval(db, hana, { act: 'unblind', reason: '표절 제보를 확인하기 위해', ...form }, at);
	const asked = await db.selectFrom('approvals').select('id').executeTakeFirstOrThrow();
	const bitna = await anotherOrganiser(world, 'chae');
	await answerApproval(db, bitna, { approval: asked.id, answer: 'approved', ...form }, at);
}

test('reviewers are told who sent one application when two organisers say so, and of no other; the journal has why', () =>
	scene(async (world) => {
		const { db, hanaOrganising: hana } = world;
		const { joons, minas } = await blind(world);
		await anotherOrganiser(world, 'bitna');
		ok(!(await seenBySeri(world, joons)).includes(firm));
		await rejects(unblindApplication(db, hana, joons, at), { code: 'approvals.needs-second' });
		await approve(world, joons);
		await rejects(unblindApplication(db, hana, minas, at), { code: 'approvals.needs-second' });
		await rejects(unblindApplication(db, hana, joons, hours(28)), { code: 'approvals.needs-second' });
		await unblindApplication(db, hana, joons, at);
		equal(await isBlind(reading(db), joons), false);
		ok((await seenBySeri(world, joons)).includes(firm));
		ok(!(await seenBySeri(world, minas)).includes(firm));
		equal((await unblindingOf(reading(db), joons))!.reason, '표절 제보를 확인하기 위해');
		equal((await told(db)).at(-1), 'copy.unblinded');
		await rejects(unblindApplication(db, hana, joons, at), { code: 'reviews.not-blind' });
		await rejects(world.owner.deleteFrom('unblindings').execute(), /append-only/);
	}));

test('nobody lifts it alone, nor in another host’s call, nor where nothing is hidden', () =>
	scene(async (world) => {
		const { db, call, hanaOrganising: hana } = world;
		const { joons } = await blind(world);
		await rejects(unblindApplication(db, hana, joons, at), { code: 'approvals.needs-second' });
		equal(await unblindShown(reading(db), { callId: world.host }, joons), null);
		await db.updateTable('calls').set({ hides_applicants: false }).where('id', '=', call.id).execute();
		await rejects(unblindApplication(db, hana, joons, at), { code: 'reviews.not-blind' });
	}));
