import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { gate } from '#domain/people/gate.server.ts';
import { csv } from '#lib/csv.ts';
import { reading } from '#lib/db.server.ts';
import { isSignedBy } from '#lib/signing.server.ts';
import { applied, applicant, firm, writeDraft } from '../../../tests/applying.ts';
import { addCall, hours, letters, noon, scene, told, visitorOf, type Scene } from '../../../tests/cast.ts';
import { exportedApplications } from './desk.read.server.ts';
import { enterImport } from './entries.write.server.ts';
import { jsonOf, tableOf } from './exports.rules.ts';
import { dryRun, importOf } from './imports.read.server.ts';
import { uploadImport } from './imports.write.server.ts';
import { logOf } from './log.read.server.ts';
import { formFieldsOf, liveApplications, ownApplication, ownReceipt } from './read.server.ts';
import { withdrawApplication } from './write.server.ts';

const heads = ['메일', 'organisation_name', 'registration_number', 'track', 'region', 'proposal'];
const rowOf = (nth: number, mail = `firm${nth}@example.test`, more = {}) => {
	const answers = firm(nth, more);
	return [mail, ...heads.slice(1).map((key) => answers[key]!)];
};
const upload = ({ db, hanaOrganising }: Scene, rows: string[][]) =>
	uploadImport(db, hanaOrganising, { name: 'x.csv', bytes: Buffer.from(csv([heads, ...rows])) }, noon);
const enter = ({ db, hanaOrganising }: Scene, id: string, tells = false) =>
	enterImport(db, hanaOrganising, { id, tells }, hours(30));

test('rows become applications after the deadline too: numbers, signed receipts that say who entered, leaves, lines', () =>
	scene(async (world) => {
		const { db, call, joonApplying } = world;
		await applied(world, joonApplying, firm(9));
		const id = await upload(world, [rowOf(1), rowOf(2, 'JOON2@Example.test')]);
		deepEqual(await enter(world, id), { entered: 2, there: 0, wrong: 0 });
		const live = await liveApplications(reading(db), call.id);
		deepEqual(
			live.map(({ number, organisation }) => [number, organisation]),
			[
				['SEOUL-0001', 'Firm 9'],
				['SEOUL-0002', 'Firm 1'],
				['SEOUL-0003', 'Firm 2']
			]
		);
		const person = { id: live[2]!.applicantId, email: 'x', name: '', locale: 'ko' as const };
		const receipt = await ownReceipt(reading(db), gate.applicant(visitorOf(person), call.id), null);
		ok(isSignedBy(receipt.publicKey, receipt.body, receipt.signature));
		match(receipt.body, /"enteredBy":"organiser"/);
		const log = await logOf(reading(db), call.id);
		deepEqual([log.tree.size, log.standing.size], [3, 3]);
		const counts = await db.selectFrom('application_counts').selectAll().executeTakeFirstOrThrow();
		deepEqual([counts.numbered, counts.logged], [3, 3]);
		const verbs = (await told(db)).slice(-4);
		deepEqual(verbs, ['import.uploaded', 'application.imported', 'application.imported', 'applications.imported']);
		const entries = await db.selectFrom('import_entries').select('line').orderBy('line').execute();
		deepEqual(
			entries.map(({ line }) => line),
			[2, 3]
		);
		equal((await letters(db)).length, 1, 'only the one who submitted was written to');
		equal((await importOf(reading(db), world.hanaOrganising, id)).file, null, 'the file is gone');
	}));

test('the same press again, and the same file again, enter nothing twice', () =>
	scene(async (world) => {
		const { db, hanaOrganising, call } = world;
		const rows = [rowOf(1), rowOf(2)];
		const id = await upload(world, rows);
		const both = await Promise.all([enter(world, id), enter(world, id)]);
		deepEqual(
			both.map(({ entered }) => entered),
			[2, 2]
		);
		const again = await upload(world, rows);
		const { judged } = await dryRun(reading(db), await importOf(reading(db), hanaOrganising, again), { at: noon });
		deepEqual(
			judged.map(({ state, number }) => [state, number]),
			[
				['there', 'SEOUL-0001'],
				['there', 'SEOUL-0002']
			]
		);
		await rejects(enter(world, again), { code: 'applications.import-nothing' });
		const more = await upload(world, [...rows, rowOf(3)]);
		deepEqual(await enter(world, more), { entered: 1, there: 2, wrong: 0 });
		equal((await liveApplications(reading(db), call.id)).length, 3);
	}));

test('what is wrong is said by row and column, and left out; nobody’s draft or withdrawal is written over', () =>
	scene(async (world) => {
		const { db, hanaOrganising, joonApplying, minaApplying } = world;
		await applied(world, joonApplying, firm(9));
		await withdrawApplication(db, joonApplying, noon);
		await writeDraft(db, minaApplying, firm(8));
		await applied(world, await applicant(world, 'live'), firm(7));
		const id = await upload(world, [
			rowOf(1),
			rowOf(1, 'other@example.test'),
			rowOf(2, 'firm1@example.test'),
			rowOf(3, 'no address'),
			rowOf(4, undefined, { registration_number: '1234567890', region: 'mars' }),
			rowOf(5, undefined, { proposal: '주민번호 900101-1234567' }),
			rowOf(9, 'joon@example.test'),
			rowOf(8, 'mina@example.test'),
			rowOf(7, 'live@example.test', { proposal: 'another plan' }),
			rowOf(7, 'somebody@example.test'),
			rowOf(10, undefined, { proposal: '#REF!' })
		]);
		const { judged } = await dryRun(reading(db), await importOf(reading(db), hanaOrganising, id), { at: noon });
		const codes = judged.map(({ row, faults }) => [
			row,
			...faults.map(({ target, code }) => `${target.split(':').at(-1)} ${code.split('.')[1]}`)
		]);
		deepEqual(codes, [
			[2],
			[3, 'registration_number import-firm-twice'],
			[4, 'email import-mail-twice'],
			[5, 'email not-an-address'],
			[6, 'registration_number not-a-registration-number', 'region not-a-choice'],
			[7, 'proposal resident-number'],
			[8, 'email import-withdrawn'],
			[9, 'email import-drafted'],
			[10, 'email import-applied'],
			[11, 'registration_number import-firm-twice'],
			[12, 'proposal import-broken-cell', 'proposal required']
		]);
		deepEqual(await enter(world, id), { entered: 1, there: 0, wrong: 10 });
		equal((await ownApplication(reading(db), minaApplying))?.answers.organisation_name, 'Firm 8');
	}));

test('letters go to the applicants by choice, in their own language', () =>
	scene(async (world) => {
		const { db } = world;
		await applicant(world, 'known');
		await db.updateTable('people').set({ locale: 'en' }).where('email', '=', 'known@example.test').execute();
		await enter(world, await upload(world, [rowOf(1), rowOf(2, 'known@example.test')]), true);
		const sent = await letters(db);
		deepEqual(sent.map(({ to_address }) => to_address).sort(), ['firm1@example.test', 'known@example.test']);
		match(sent.find(({ to_address }) => to_address.startsWith('firm1'))!.subject, /대신 입력하였습니다/);
		match(sent.find(({ to_address }) => to_address.startsWith('known'))!.body, /The organiser has entered/);
	}));

test('an application that comes in between speaks against its row; after the freeze, and for others, nothing is entered', () =>
	scene(async (world) => {
		const { db, visitors, otherHost, call, joonApplying } = world;
		const id = await upload(world, [rowOf(1)]);
		const theirs = gate.organiser(visitors.nari, await addCall(db, otherHost, 'theirs'));
		await rejects(enterImport(db, theirs, { id, tells: false }, noon), { code: 'applications.import-not-found' });
		await rejects(enter(world, 'nonsense'), { code: 'applications.import-not-found' });
		await applied(world, joonApplying, firm(1));
		await rejects(enter(world, id), { code: 'applications.import-nothing' });
		const other = await upload(world, [rowOf(2)]);
		await db
			.insertInto('band_freezes')
			.values({ call_id: call.id, ...frozen(world) })
			.execute();
		await rejects(enter(world, other), { code: 'applications.call-decided' });
		equal((await told(db)).includes('applications.imported'), false);
	}));

const frozen = ({ hana }: Scene) => ({ reason: 'x', frozen_at: noon, frozen_by: hana.id });

test('what is exported can be imported again and is the same', () =>
	scene(async (world) => {
		const { db, call, host, hanaOrganising, visitors } = world;
		const plans = [
			'=HYPERLINK("http://x","y")',
			"'=1",
			'＋1',
			'줄\n바꿈, "따옴표"',
			'@x',
			'-1',
			'<img src=x onerror=1>'
		];
		for (const [at, proposal] of plans.entries())
			await applied(world, await applicant(world, `p${at}`), firm(at, { proposal, link: 'https://a.example/?q=1,2' }));
		const all = await exportedApplications(reading(db), hanaOrganising);
		const forms = await formFieldsOf(reading(db), call.id);
		const files = {
			csv: csv(tableOf(all, forms, 'ko')),
			json: [...jsonOf(call, all, { forms, at: noon })].join('')
		};
		for (const [kind, text] of Object.entries(files)) {
			const other = await addCall(db, host, `to-${kind}`);
			const who = gate.organiser(visitors.hana, other);
			const id = await uploadImport(db, who, { name: kind, bytes: Buffer.from(text) }, noon);
			deepEqual(await enterImport(db, who, { id, tells: false }, noon), { entered: 7, there: 0, wrong: 0 });
			const again = await exportedApplications(reading(db), who);
			const facts = (one: (typeof all)[number]) => [one.email, one.answers, one.organisation, one.contentHash];
			deepEqual(again.map(facts), all.map(facts), kind);
		}
	}));
