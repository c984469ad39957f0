import '../../../tests/folder.ts';
import { deepEqual, equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { hours, noon, scene, told, type Scene } from '../../../tests/cast.ts';
import { hanaAtDesk, nariAtDesk } from '../../../tests/programme.ts';
import { gate } from '#domain/people/gate.server.ts';
import type { Visitor } from '#domain/people/rules.ts';
import { reading } from '#lib/db.server.ts';
import { applyAsPress, decideAccreditation } from './accreditations.write.server.ts';
import { ownAccreditation } from './accreditations.read.server.ts';
import { briefingFile, ownBriefings } from './briefings.read.server.ts';
import { addBriefingFile, removeBriefingFile, withdrawBriefing, writeBriefing } from './briefings.write.server.ts';
import { BriefingForm, DecisionForm, PressForm } from './form.ts';

// Noon in Seoul is 12:00; the briefing opens at 13:00.
const form = (more: Record<string, string> = {}) =>
	BriefingForm.parse({
		...{ audience: 'press', 'title.ko': '보도 자료', 'title.en': 'Release', 'body.ko': '본문', 'body.en': 'Body' },
		...{ 'opens.day': '2026-11-23', 'opens.time': '13:00', ...more }
	});

async function accredit(world: Scene, visitor: Visitor) {
	const [who, stopId] = [gate.signedIn(visitor), world.call.stop_id];
	const card = PressForm.parse({ outlet: 'a', job: 'b', card: 'c', agreed: 'on' });
	await applyAsPress(world.db, who, { stopId, form: card }, hours(-2));
	const { id } = (await ownAccreditation(reading(world.db), who, stopId))!;
	const decide = (decision: string, at: Date, reason = '') =>
		decideAccreditation(
			world.db,
			hanaAtDesk(world),
			{ stopId, form: DecisionForm.parse({ id, decision, reason }) },
			at
		);
	await decide('accredited', hours(-1));
	return decide;
}

const titles = async ({ db }: Scene, visitor: Visitor, at: Date) =>
	(await ownBriefings(reading(db), gate.signedIn(visitor), at)).map(({ title }) => title.en);

test('what is for the press opens to the accredited at its instant, and to nobody else', () =>
	scene(async (world) => {
		const { db, call, visitors } = world;
		const decide = await accredit(world, visitors.joon);
		await writeBriefing(db, hanaAtDesk(world), { stopId: call.stop_id, form: form() }, noon);
		const before = new Date(hours(1).getTime() - 1);
		deepEqual(await titles(world, visitors.joon, before), []);
		deepEqual(await titles(world, visitors.joon, hours(1)), ['Release']);
		for (const name of ['mina', 'nari', 'seri', 'ara'] as const)
			deepEqual(await titles(world, visitors[name], hours(2)), []);
		await decide('withdrawn', hours(2), '엠바고 위반');
		deepEqual(await titles(world, visitors.joon, hours(3)), []);
	}));

test("a person's briefing is theirs alone; changed and withdrawn, it is gone", () =>
	scene(async (world) => {
		const { db, call, visitors } = world;
		const wish = (more: Record<string, string>) => ({
			stopId: call.stop_id,
			form: form({ audience: 'person', ...more })
		});
		const who = hanaAtDesk(world);
		await rejects(writeBriefing(db, who, wish({ email: 'nobody@example.test' }), noon), {
			fields: { email: 'programme.no-such-person' }
		});
		const id = await writeBriefing(db, who, wish({ email: 'Mina@example.test' }), noon);
		deepEqual(
			[await titles(world, visitors.mina, hours(1)), await titles(world, visitors.joon, hours(1))],
			[['Release'], []]
		);
		await writeBriefing(db, who, wish({ id, email: 'joon@example.test' }), noon);
		deepEqual(
			[await titles(world, visitors.mina, hours(1)), await titles(world, visitors.joon, hours(1))],
			[[], ['Release']]
		);
		await withdrawBriefing(db, who, { stopId: call.stop_id, id }, noon);
		await rejects(withdrawBriefing(db, who, { stopId: call.stop_id, id }, noon), { kind: 'unknown' });
		deepEqual(await titles(world, visitors.joon, hours(1)), []);
		deepEqual((await told(db)).slice(-3), ['briefing.written', 'briefing.changed', 'briefing.withdrawn']);
	}));

async function* bytes(text: string) {
	yield new TextEncoder().encode(text);
}
const pdf = `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;

test('a file opens with its briefing, to its readers and the organisers; taken away, to nobody', () =>
	scene(async (world) => {
		const { db, call, visitors } = world;
		const [who, stopId] = [hanaAtDesk(world), call.stop_id];
		await accredit(world, visitors.joon);
		const id = await writeBriefing(db, who, { stopId, form: form() }, noon);
		await addBriefingFile(db, who, { stopId, id, name: '자료.pdf', body: bytes(pdf) }, noon);
		const { id: file } = await db.selectFrom('briefing_files').select('id').executeTakeFirstOrThrow();
		const open = (visitor: Visitor, at: Date) => briefingFile(reading(db), gate.signedIn(visitor), file, at);
		equal((await open(visitors.joon, hours(1))).name, '자료.pdf');
		equal((await open(visitors.hana, noon)).kind, 'pdf');
		await rejects(open(visitors.joon, noon), { code: 'programme.briefing-not-found' });
		for (const name of ['mina', 'nari', 'ara'] as const)
			await rejects(open(visitors[name], hours(2)), { kind: 'unknown' });
		await rejects(addBriefingFile(db, who, { stopId, id, name: 'x.pdf', body: bytes('MZ no pdf') }, noon), {
			code: 'programme.briefing-file-unfit'
		});
		await removeBriefingFile(db, who, { stopId, id: file }, noon);
		await rejects(removeBriefingFile(db, who, { stopId, id: file }, noon), { kind: 'unknown' });
		await rejects(open(visitors.hana, hours(1)), { kind: 'unknown' });
	}));

test("an embargo that ends before it opens, another host's stop and a briefing for no address are refused", () =>
	scene(async (world) => {
		const { db, call } = world;
		const early = form({ 'embargo.day': '2026-11-23', 'embargo.time': '12:30' });
		await rejects(writeBriefing(db, hanaAtDesk(world), { stopId: call.stop_id, form: early }, noon), {
			fields: { 'embargo.day': 'calls.ends-before' }
		});
		await rejects(writeBriefing(db, nariAtDesk(world), { stopId: call.stop_id, form: form() }, noon), {
			kind: 'unknown'
		});
		equal(
			BriefingForm.safeParse({
				...{ audience: 'person', 'title.ko': 'a', 'title.en': 'a', 'body.ko': 'a', 'body.en': 'a' },
				'opens.day': '2026-11-23',
				'opens.time': '13:00'
			}).success,
			false
		);
	}));
