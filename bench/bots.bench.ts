// Scripts against people: so many scripted registrations from one, fifty or five thousand addresses without a mailbox,
// each claiming another address before its own, as many again with mailboxes of one domain of their own, and two hundred
// people on the one address of a university. Who has the places, and whether anybody was made to wait.
// `npm run bench bots [scripts [people]]`. To pass: a hundredth of the places to scripts at most, 99 of 100 people in line.
import { sql } from 'kysely';
import { openTemplate, tell, withDatabase } from '../scripts/template.mjs';
import { connect, reading, type Db } from '../src/lib/db.server.ts';
import { newSecret } from '../src/lib/secret.server.ts';
import { tryWork } from '../src/lib/work.ts';
import { gate } from '../src/domain/people/gate.server.ts';
import { visitorBySecret } from '../src/domain/people/read.server.ts';
import { askedLately } from '../src/domain/people/work.read.server.ts';
import { bitsFor } from '../src/domain/people/work.rules.ts';
import { requestCode, signIn } from '../src/domain/people/write.server.ts';
import { admittedOrRefuse } from '../src/domain/registrations/queue.read.server.ts';
import { joinQueue, orderQueue, setQueue } from '../src/domain/registrations/queue.write.server.ts';
import { whence } from '../start/porch.mjs';
import { hours, noon, setScene, words } from '../tests/world.ts';
import { addSession } from '../tests/floor.ts';
import { hanaAtDesk } from '../tests/programme.ts';
import { triesInASecond, workedPhones, type Phone } from './bots/phones.ts';

const scripts = Number(process.argv[2] ?? 10_000);
const people = Number(process.argv[3] ?? 200);
const places = 200;
const opening = hours(2);
const at = new Date(opening.getTime() - 2 * 60_000);

console.log(
	`${scripts} scripts without a mailbox, ${scripts} with mailboxes of one domain, ${people} people on one address; ${places} places`
);
const rate = triesInASecond();
const bits = bitsFor({ fromBlock: people, overall: people });
console.log(
	`${people} phones work for ${bits} bits each; one core here tries ${Math.round(rate)} numbers a second ...`
);
const phones = await workedPhones(people, { bits, madeAt: at.getTime() });
console.log(
	'addresses   codes sent   guessed   in line      most wait, s   work of one, s   with a place   scripts have'
);
const template = await openTemplate();
try {
	for (const addresses of [1, 50, 5_000]) await play(addresses);
} finally {
	await template.close();
}

async function play(addresses: number): Promise<void> {
	const name = `bots_${addresses}`;
	await tell(template.url, `create database ${name} template ${template.name}`);
	const db = connect(withDatabase(template.url, name));
	try {
		const session = await rushed(db);
		const flood = scripted(db, session.id, addresses);
		const crowd = humans(db, session);
		const [{ sent, guessed }, { joined, seconds, waitedMs }] = await Promise.all([flood, crowd]);
		await catchAll(db, session.id);
		await orderQueue(db, session, opening);
		const rows = await db
			.selectFrom('queue_places')
			.innerJoin('people', 'people.id', 'person_id')
			.select('email')
			.where('position', '<=', places)
			.execute();
		const own = rows.filter(({ email }) => email.endsWith('@university.ac.kr')).length;
		const theirs = rows.length - own;
		// What no person asked for is nobody's loss.
		const passes = theirs <= Math.max(places / 100, places - people) && joined >= 0.99 * people;
		const line = [addresses, sent, guessed, `${joined} of ${people}`, waitedMs / 1000, seconds.toFixed(2), own];
		const figures = [...line, `${theirs} of ${places} ${passes ? 'ok' : 'TOO MANY'}`];
		console.log(figures.map((figure) => String(figure).padStart(11)).join('   '));
	} finally {
		await db.destroy();
	}
}

async function rushed(db: Db) {
	const world = await setScene(db);
	const session = await addSession(world);
	await db
		.insertInto('registers')
		.values({ session_id: session.id, opens_at: opening, closes_at: hours(50), made_at: noon })
		.execute();
	const kind = { session_id: session.id, position: 0, name: words('Public'), capacity: places };
	await db.insertInto('place_kinds').values(kind).execute();
	await setQueue(db, hanaAtDesk(world), { session, form: { before: 60, aMinute: 6_000 } }, noon);
	return session;
}

/** Asks for codes it cannot read, guesses each once, and tries to come in by an admission of its own making. */
async function scripted(db: Db, sessionId: string, addresses: number) {
	let [sent, guessed] = [0, 0];
	await side(scripts, async (nth) => {
		const asker = { browser: newSecret(), locale: 'en' as const, address: addressOf(nth, addresses) };
		const isSent = await requestCode(db, asker, { email: `s${nth}@nowhere.example`, work: '' }, at).catch(
			() => undefined
		);
		if (isSent !== undefined) {
			sent += 1;
			if (await signIn(db, asker, String(nth).padStart(6, '0'), at).catch(() => null)) guessed += 1;
		}
		await admittedOrRefuse(reading(db), sessionId, `MQ1.${sessionId}.x.9999999999999.${newSecret()}`, at)
			.then(() => (guessed += 1))
			.catch(() => {});
	});
	return { sent, guessed };
}

/** The porch's word on where a script is: what it claims itself, another address each time, stands before what our proxy wrote. */
function addressOf(nth: number, addresses: number): string {
	const own = nth % addresses;
	const claimed = `10.${nth >> 16}.${(nth >> 8) & 255}.${nth & 255}`;
	// Each in a block of its own, as a network of other people's machines is.
	const headers = { 'x-forwarded-for': `${claimed}, 11.${own >> 8}.${own & 255}.7` };
	return whence({ headers, socket: {} } as never, { trustProxy: true } as never).address;
}

/** Comes as a person does: their browser has worked while they typed, they read the code, and join. */
async function humans(db: Db, session: Awaited<ReturnType<typeof rushed>>) {
	let [joined, tries, waitedMs] = [0, 0, 0];
	await side(people, async (nth) => {
		const { browser, ...phone } = phones[nth]!;
		const asker = { browser, locale: 'ko' as const, address: '198.51.100.7' };
		const email = `p${nth}@university.ac.kr`;
		const asked = await askFor(db, { asker, email, phone });
		tries += asked.tries;
		waitedMs = Math.max(waitedMs, asked.waitMs);
		const letter = await db
			.selectFrom('letters')
			.select('subject')
			.where('to_address', '=', email)
			.orderBy('written_at', 'desc')
			.limit(1)
			.executeTakeFirst();
		const code = /\d{6}/.exec(letter?.subject ?? '')?.[0];
		if (!code) return;
		const visitor = await visitorBySecret(reading(db), await signIn(db, asker, code, at), at);
		await joinQueue(db, gate.signedIn(visitor), { session }, at);
		joined += 1;
	});
	return { joined, seconds: tries / people / rate, waitedMs };
}

type Asking = {
	asker: { browser: string; locale: 'ko'; address: string };
	email: string;
	phone: Omit<Phone, 'browser'>;
};

/** Asks for a code with the work done; what comes meanwhile makes it harder, then the phone goes on from where it was. */
async function askFor(db: Db, { asker, email, phone }: Asking): Promise<{ tries: number; waitMs: number }> {
	for (;;) {
		const wanted = bitsFor(await askedLately(reading(db), asker.address, at));
		const nonce = wanted <= bits ? phone.nonce : tryWork(phone.topic, wanted, { from: 0, tries: 2 ** 28 })!;
		const sent = { email, work: `${at.getTime()}.${nonce}` };
		const waitMs = await requestCode(db, asker, sent, at).catch(() => undefined);
		// What a phone would have tried until then: it stops where the page's own bits are reached.
		if (waitMs !== undefined) return { tries: 2 ** wanted, waitMs };
	}
}

/** As many with a mailbox each of a domain that is all theirs, in line and there at the opening. */
async function catchAll(db: Db, sessionId: string): Promise<void> {
	await sql`with made as (insert into people (email, locale, made_at)
			select 'b' || n || '@catch-all.example', 'ko', ${noon} from generate_series(1, ${scripts}) n returning id)
		insert into queue_places (session_id, person_id, mark, house, joined_at, seen_at)
		select ${sessionId}, id, left(encode(sha256(id::text::bytea), 'hex'), 16), 'catch-all.example', ${at}, ${at} from made`.execute(
		db
	);
}

/** Runs `work` for all, six at a time. */
async function side(count: number, work: (nth: number) => Promise<void>): Promise<void> {
	let next = 0;
	const hand = async () => {
		while (next < count) await work(next++);
	};
	await Promise.all(Array.from({ length: 6 }, hand));
}
