import { dataFolder } from '../folder.ts';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { openTemplate, tell, withDatabase } from '../../scripts/template.mjs';
import { logsToSign } from '#domain/applications/log.read.server.ts';
import { signCheckpoint } from '#domain/applications/log.write.server.ts';
import { callsToCompare } from '#domain/applications/lookalikes.read.server.ts';
import { findLookalikes } from '#domain/applications/lookalikes.write.server.ts';
import { tellVotes } from '#domain/questions/votes.write.server.ts';
import { breathe } from '#lib/breathe.ts';
import { connect, reading, together } from '#lib/db.server.ts';
import { openStage } from '../stories/theatre.ts';
import { openHand, secretsOf, type Secret } from './secrets.ts';
import { plantTwins, visitors, type TwinPlanted, type TwinVisitor } from './world.ts';

// Both are found under one name, so that what they write of themselves is the same.
const name = 'http://madang.test:4099';

/** One answer as it is compared: nothing of the moment, the visit and the machine is left in it. */
export type Said = { status: number; headers: string; body: string };
/** Who looks, or one of those who may know. */
export type Looking = TwinVisitor | 'organiser' | 'host' | 'reserve';
export type Ask = (path: string, who: Looking) => Promise<Said>;
export type Twins = Awaited<ReturnType<typeof openTwins>>;

/** Two real servers over two databases that are equal byte for byte, and a hand that changes secrets in the second. */
export async function openTwins() {
	const store = await openTemplate();
	await tell(store.url, `create database first template ${store.name}`);
	const planted = await plant(withDatabase(store.url, 'first'));
	await tell(store.url, 'create database second template first');
	const [one, other] = [await open(store.url, 'first'), await open(store.url, 'second')];
	// The sample's picture lies where the test planted it.
	cpSync(join(dataFolder, 'files'), join(one.dataDir, 'files'), { recursive: true });
	layFile(one.dataDir, planted);
	cpSync(join(one.dataDir, 'files'), join(other.dataDir, 'files'), { recursive: true });
	const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
	const hand = await openHand(withDatabase(store.url, 'second'));
	return {
		planted,
		secrets: secretsOf(planted),
		hand,
		asks: [asker(one.base, agent, planted), asker(other.base, agent, planted)] as const,
		close: async () => {
			agent.destroy();
			await hand.close();
			await Promise.all([one.close(), other.close()]);
			for (const twin of ['first', 'second']) await tell(store.url, `drop database ${twin} with (force)`);
			await store.close();
		}
	};
}

const open = (server: string, twin: string) => openStage({ DATABASE_URL: withDatabase(server, twin), BASE_URL: name });

// The clock's work is done before there are two: what it signs and compares is then the same in both.
async function plant(url: string): Promise<TwinPlanted> {
	const db = connect(url, 4);
	try {
		const planted = await plantTwins(db);
		const [read, at] = [reading(db), new Date()];
		for (const call of await logsToSign(read)) await signCheckpoint(db, call, at);
		await together(db, (tx) => tellVotes(tx, at)); // its news has one number in both
		for (const { id } of await callsToCompare(read, at))
			await findLookalikes(db, { callId: id, by: null }, breathe, at);
		return planted;
	} finally {
		await db.destroy();
	}
}

function layFile(dataDir: string, { planted }: TwinPlanted): void {
	const folder = join(dataDir, 'files', planted.file.slice(0, 2));
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, planted.file), planted.fileText);
}

function asker(base: string, agent: http.Agent, { cookies }: TwinPlanted): Ask {
	const { port } = new URL(base);
	return (path, who) => {
		const known = visitors as Record<string, string | null>;
		const cookie = who in known ? known[who] : who;
		const signIn = cookie ? `; sign-in=${(cookies as Record<string, string>)[cookie]}` : '';
		const usual = { host: new URL(name).host, accept: 'text/html', 'accept-language': 'en' };
		// A browser that is known: neither world has to give it a secret of its own.
		const headers = { ...usual, cookie: `browser=known-to-both${signIn}` };
		return new Promise((done, fail) => {
			const request = http.get({ host: '127.0.0.1', port, path, headers, agent }, (answer) => {
				const pieces: Buffer[] = [];
				answer.on('data', (piece: Buffer) => pieces.push(piece));
				answer.on('end', () => {
					const body = Buffer.concat(pieces).toString('latin1');
					done(masked(answer, hasFreshId.test(path) ? body.replaceAll(freshId, 'id') : body));
				});
				answer.on('error', fail);
			});
			request.on('error', fail);
		});
	};
}

// The date is the moment's; tag and length are made of the body, which is compared itself, the moment's nonce and the
// instants in it included: one that ends in a nought is written a digit shorter.
const ofTheMoment = ['date', 'etag', 'content-length'];

// A form that may be sent once has an id of its own each time it is shown.
const hasFreshId = /\/submit|\/sessions\/|\/registrations\//;
const freshId = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

function masked({ statusCode = 0, headers }: http.IncomingMessage, body: string): Said {
	const kept = Object.entries(headers).filter(([name]) => !ofTheMoment.includes(name));
	return { status: statusCode, headers: mask(JSON.stringify(kept)), body: mask(body) };
}

const begun = Date.now();
const aroundMs = 15 * 60_000;

/**
 * A text without nonces, and without instants of this run, however long it takes: what each world writes down by itself (when a
 * sign-in was last seen, when a letter was written) is some milliseconds apart, for as long as it stands.
 */
export function mask(text: string, from = begun, to = Date.now()): string {
	const isNow = (at: number) => from - aroundMs < at && at < to + aroundMs;
	return text
		.replace(/nonce(-|=\\?")[\w+/=]+/g, 'nonce')
		.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)/g, (at) => (isNow(Date.parse(at)) ? 'now' : at))
		.replace(/\b1[789]\d{11}\b/g, (at) => (isNow(Number(at)) ? 'now' : at));
}

const same = (one: Said, other: Said) =>
	one.status === other.status && one.headers === other.headers && one.body === other.body;

/** Asks both worlds for the same; whether they answer alike. What differs by a stroke of the clock does not differ again. */
export async function differs([ask, askOther]: readonly [Ask, Ask], path: string, who: Looking): Promise<boolean> {
	for (let tries = 0; tries < 3; tries++) {
		const [one, other] = await Promise.all([ask(path, who), askOther(path, who)]);
		if (same(one, other)) return false;
	}
	return true;
}

/** The secrets a visitor may not know. */
export const secretTo = (secrets: Secret[], who: TwinVisitor) => secrets.filter(({ knows }) => !knows.includes(who));

/**
 * Looks with each visitor's eyes at both worlds, with everything changed in the second that they may not know. Answers
 * with one line for each difference that tells which secret shows, to whom and where; and how often was asked.
 */
export async function lookAround(
	twins: Pick<Twins, 'hand' | 'secrets' | 'asks'>,
	pathsFor: (who: TwinVisitor, at: number) => string[],
	who: readonly TwinVisitor[] = Object.keys(visitors) as TwinVisitor[]
): Promise<{ shown: string[]; asked: number }> {
	const shown: string[] = [];
	let asked = 0;
	for (const [at, visitor] of who.entries()) {
		const [secrets, paths] = [secretTo(twins.secrets, visitor), pathsFor(visitor, at)];
		const found = await twins.hand.with(secrets, () => differing(twins.asks, paths, visitor));
		for (const path of found.slice(0, 20)) shown.push(...(await whichShows(twins, secrets, path, visitor)));
		asked += 2 * paths.length;
	}
	return { shown, asked };
}

async function differing(asks: readonly [Ask, Ask], paths: string[], who: TwinVisitor): Promise<string[]> {
	const found: string[] = [];
	const queue = paths.values();
	const look = async () => {
		for (const path of queue) if (await differs(asks, path, who)) found.push(path);
	};
	await Promise.all(Array.from({ length: 6 }, look));
	return found;
}

async function whichShows(
	{ hand, asks }: Pick<Twins, 'hand' | 'asks'>,
	secrets: Secret[],
	path: string,
	who: TwinVisitor
): Promise<string[]> {
	const shown: string[] = [];
	for (const secret of secrets)
		if (await hand.with([secret], () => differs(asks, path, who))) shown.push(`${secret.name} to ${who} at ${path}`);
	return shown.length ? shown : [`something to ${who} at ${path}`];
}
