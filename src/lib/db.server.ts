import { setTimeout as wait } from 'node:timers/promises';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from '#db/tables.ts';
import { namingRecurring } from './recurring.ts';
import { tellQuery } from './tracing.server.ts';

/** The store, for verbs. */
export type Db = Kysely<DB>;
/** The store inside one transaction. */
export type Tx = Transaction<DB>;
/** The store for questions: its type cannot write. */
export type Reader = Pick<Db, 'selectFrom' | 'fn'>;

// Counts and scores fit a double; a date is a day, not an instant in the server's zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);

/**
 * Opens a pool of connections that see what the login of `url` may: of its owner, everything. `url` is a libpq URL, a unix
 * socket included. Nothing connects before the first query.
 */
export function connect(url: string, connections = 16): Db {
	return storeOn(openPool(url, connections));
}

function storeOn(pool: ConstructorParameters<typeof PostgresDialect>[0]['pool']): Db {
	return new Kysely<DB>({ dialect: new PostgresDialect({ pool }), log: tellQuery });
}

// With a connection go the plans the database keeps for it: between two bursts it stays.
const idleTimeoutMillis = 60_000;

function openPool(url: string, connections: number, onBroken = () => {}): pg.Pool {
	const pool = new pg.Pool({
		connectionString: url,
		max: connections,
		application_name: 'madang',
		idleTimeoutMillis
	});
	// An idle connection that broke is replaced at the next query, which reports its own fault.
	pool.on('error', onBroken);
	// One that breaks inside a transaction, between two questions, tells nobody but us: without an ear it ends the process.
	pool.on('connect', (client) => client.on('error', () => {}));
	return pool;
}

/**
 * Whose rows a store shows: those that are kept under these keys (uuids), all there are, or with no key only what
 * everybody may see. The database holds it, under whatever is asked.
 */
export type Scope = readonly string[] | 'all';

/** A pool that serves: each of its stores sees one scope. */
export type Serving = { within: (scope: Scope) => Db; destroy: () => Promise<void> };

/** What owns nothing: it reads and leaves rows as its rights and each table's policy allow. Migrations make it. */
const servingRole = 'madang_web';
const mostStores = 1_000;

/**
 * Opens connections that serve as the role that owns nothing, each within the scope it was last taken for. What sees all has
 * some of its own: between one question of everybody's rows and one of a host's nothing need be said to either. `onBroken` is
 * told when an idle one breaks.
 */
export function serve(url: string, connections = 16, onBroken = () => {}): Serving {
	const few = Math.ceil(connections * shareThatSeesAll);
	const seesAll = openPool(url, few, onBroken);
	const seesSome = openPool(url, Math.max(1, connections - few), onBroken);
	for (const pool of [seesAll, seesSome]) pool.on('connect', keepPlans);
	const stores = new Map<string, Db>();
	return {
		// The same store for the same scope: work that goes together is known by the store it is for.
		within: (scope) => {
			const text = scope === 'all' ? scope : [...new Set(scope)].sort().join(',');
			const known = stores.get(text) ?? storeIn(scope === 'all' ? seesAll : seesSome, text);
			if (stores.size >= mostStores) stores.clear();
			stores.set(text, known);
			return known;
		},
		destroy: async () => void (await Promise.all([seesAll.end(), seesSome.end()]))
	};
}

// To look up who asks and whose rows that is about takes a moment; pages, and what is written, take most of the time.
const shareThatSeesAll = 3 / 8;

function storeIn(pool: pg.Pool, scope: string): Db {
	return storeOn({ options: pool.options, connect: () => settle(pool, scope), end: () => Promise.resolve() });
}

const settled = new WeakMap<pg.PoolClient, string>();

async function settle(pool: pg.Pool, scope: string): Promise<pg.PoolClient> {
	const client = await taken(pool);
	if (settled.get(client) === scope) return client;
	try {
		await client.query(`select set_config('role', $1, false), set_config('madang.scope', $2, false)`, [
			servingRole,
			scope
		]);
		settled.set(client, scope);
		return client;
	} catch (fault) {
		client.release(true); // whose rows it would show is not known
		throw fault;
	}
}

// Each plan takes some 30 KB of a connection's memory in the database.
const nameOf = namingRecurring(300);

/**
 * Lets the database keep the plans of what is asked again and again on a connection (prepared statements): half of its work
 * for a small question is to plan it.
 */
function keepPlans(client: pg.PoolClient): void {
	const ask = client.query.bind(client) as (question: unknown, values?: unknown[]) => Promise<unknown>;
	const outdated = new Set<string>();
	client.query = ((text: string, values?: unknown[]) => {
		const name = typeof text === 'string' && values ? nameOf(text) : undefined;
		const isWithin = client.getTransactionStatus() === 'T';
		if (!name || outdated.has(name) || (isWithin && ofAllColumns.test(text))) return ask(text, values);
		const answer = ask({ name, text, values });
		if (isWithin) return answer;
		return answer.catch((fault: unknown) => {
			if (!isOutdated(fault)) throw fault;
			outdated.add(name);
			return ask(text, values);
		});
	}) as typeof client.query;
}

// A migration beside us may add a column: then the plan of what asks for all there are is refused. Within a transaction that
// would be its end, so there such a plan is not kept.
const ofAllColumns = /(^|[\s.,])\*/;

function isOutdated(fault: unknown): boolean {
	return fault instanceof pg.DatabaseError && fault.code === '0A000';
}

const patienceMs = 3_000;

/**
 * A connection of the pool. Where the server has none left, as while a process beside this one ends, it is asked again for
 * three seconds: whoever waits for a connection of ours waits no less.
 */
async function taken(pool: pg.Pool): Promise<pg.PoolClient> {
	for (const until = Date.now() + patienceMs; ; await wait(50)) {
		try {
			return await pool.connect();
		} catch (fault) {
			const isFull = fault instanceof pg.DatabaseError && fault.code === '53300';
			if (!isFull || Date.now() > until) throw fault;
		}
	}
}

/** The same store, for questions only. */
export function reading(db: Db | Tx): Reader {
	return db;
}

/** Whether what is asked of this store is part of a transaction: it may see what nobody else will ever see. */
export function isWithin(db: Reader): boolean {
	return (db as Db).isTransaction;
}

/** All of `work` or nothing, at READ COMMITTED: a lock taken inside sees what was committed before it. */
export function together<T>(db: Db | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
	return db.isTransaction ? work(db as Tx) : db.transaction().execute(work);
}

/** The name of the unique rule a failed insert ran into, if that is why it failed. */
export function brokenRule(fault: unknown): string | undefined {
	return fault instanceof pg.DatabaseError && fault.code === '23505' ? fault.constraint : undefined;
}

/** Whether an interval ran into another that excludes it. */
export function overlaps(fault: unknown): boolean {
	return fault instanceof pg.DatabaseError && fault.code === '23P01';
}

/** Whether a row could not be taken away because others name it. */
export function isNamed(fault: unknown): boolean {
	return fault instanceof pg.DatabaseError && fault.code === '23503';
}

/** Whether somebody waited for a row longer than they had set out to. */
export function isLockedOut(fault: unknown): boolean {
	return fault instanceof pg.DatabaseError && fault.code === '55P03';
}

/** What one hears on a channel, and that one hears (again): what was said before must be looked up then. */
export type Hearing = { onSaid: (payload: string) => void; onHearing: () => void | Promise<void> };

const againMs = 500;

/**
 * Hears what is said on a channel (`NOTIFY`), on a connection of its own, until closed; a broken connection is made
 * again. With a lock's number, only the one of all processes that holds it hears; when that one ends, another takes over.
 */
export function listen(
	{ url, channel, lock }: { url: string; channel: string; lock?: number },
	{ onSaid, onHearing }: Hearing
): { close: () => Promise<void> } {
	let isClosed = false;
	let client: pg.Client | undefined;
	let timer: NodeJS.Timeout | undefined;

	async function open(): Promise<void> {
		const own = new pg.Client({ connectionString: url, application_name: 'madang live', keepAlive: true });
		client = own;
		let isLost = false;
		const lose = () => {
			if (isLost) return;
			isLost = true;
			void own.end().catch(() => {});
			if (!isClosed) timer = setTimeout(() => void open(), againMs);
		};
		own.on('error', lose);
		own.on('end', lose);
		own.on('notification', ({ payload }) => onSaid(payload ?? ''));
		try {
			await own.connect();
			if (lock !== undefined) await own.query('select pg_advisory_lock($1)', [lock]);
			await own.query(`listen ${pg.escapeIdentifier(channel)}`);
			await onHearing();
		} catch {
			lose();
		}
	}

	void open();
	return {
		close: async () => {
			isClosed = true;
			clearTimeout(timer);
			await client?.end().catch(() => {});
		}
	};
}
