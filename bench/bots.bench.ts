// Scripts against people: so many scripted registrations from one, fifty or five thousand addresses without a mailbox,
// as many again with mailboxes of one domain of their own, and two hundred people on the one address of a university. Who
// has the places. `npm run bench bots [scripts]`. What a client claims of its address ends at the porch, which takes
// what our own proxy wrote last (tests/start/porch.test.ts).
import { sql } from 'kysely';
import { openTemplate, tell, withDatabase } from '../scripts/template.mjs';
import { connect, reading, type Db } from '../src/lib/db.server.ts';
import { newSecret } from '../src/lib/secret.server.ts';
import { tryWork } from '../src/lib/work.ts';
import { gate } from '../src/domain/people/gate.server.ts';
import { visitorBySecret } from '../src/domain/people/read.server.ts';
import { workFor } from '../src/domain/people/work.read.server.ts';
import { requestCode, signIn } from '../src/domain/people/write.server.ts';
import { admittedOrRefuse } from '../src/domain/registrations/queue.read.server.ts';
import { joinQueue, orderQueue, setQueue } from '../src/domain/registrations/queue.write.server.ts';
import { hours, noon, setScene, words } from '../tests/world.ts';
import { addSession } from '../tests/floor.ts';
import { hanaAtDesk } from '../tests/programme.ts';

const scripts = Number(process.argv[2] ?? 10_000);
const people = 200;
const places = 200;
const opening = hours(2);
const at = new Date(opening.getTime() - 2 * 60_000);

console.log(
	`${scripts} scripts without a mailbox, ${scripts} with mailboxes of one domain, ${people} people on one address; ${places} places`
);
console.log('addresses   codes sent  guessed   people in line  with a place   work of one, s   places of scripts');
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
		const [{ sent, guessed }, { joined, seconds }] = await Promise.all([flood, crowd]);
		await catchAll(db, session.id);
		await orderQueue(db, session, opening);
		const rows = await db
			.selectFrom('queue_places')
			.innerJoin('people', 'people.id', 'person_id')
			.select('email')
			.where('position', '<=', places)
			.execute();
		const own = rows.filter(({ email }) => email.endsWith('@university.ac.kr')).length;
		const bots = `${rows.length - own} of ${places}`;
		const figures = [addresses, sent, guessed, `${joined} of ${people}`, own, seconds.toFixed(2), bots];
		console.log(figures.map((figure) => String(figure).padStart(12)).join('   '));
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
		const address = `203.${Math.floor(nth / 250) % 250}.${nth % Math.min(addresses, 250)}.${addresses > 250 ? nth % 250 : 7}`;
		const asker = { browser: newSecret(), locale: 'en' as const, address };
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

/** Comes as a person does: their browser works while they type, they read the code, and join. */
async function humans(db: Db, session: Awaited<ReturnType<typeof rushed>>) {
	let [joined, ms] = [0, 0];
	await side(people, async (nth) => {
		const asker = { browser: newSecret(), locale: 'ko' as const, address: '198.51.100.7' };
		const email = `p${nth}@university.ac.kr`;
		for (let tries = 0; tries < 5; tries++) {
			const { topic, madeAt, bits } = await workFor(reading(db), asker, at);
			const began = performance.now();
			const nonce = tryWork(topic, bits, { from: 0, tries: 2 ** 26 })!;
			ms += performance.now() - began;
			// What comes meanwhile makes it harder: then the next try does more.
			const waits = await requestCode(db, asker, { email, work: `${madeAt}.${nonce}` }, at).catch(() => undefined);
			if (waits === 0) break;
		}
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
	return { joined, seconds: ms / people / 1000 };
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
