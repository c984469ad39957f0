// What one request of each kind costs, in CPU of the process and of the database, and what one application takes on the
// disk; and from that what 10⁴, 10⁵ and 10⁶ applicants ask of the machines in their busiest minute. Linux only.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { openHouse } from './intake/house.ts';
import type { Arrival, Came, Kind, Plan } from './intake/load.ts';
import { plantPresent } from './intake/people.ts';

const each = Number(process.argv[2] ?? 1_500);

/**
 * In the last minute before a deadline one in fifteen submits (density 1/(time left) of Alfi, Parisi and Pietronero, "How
 * people react to a deadline", cut off a minute before the end), and one in three is there: each opens a page a minute and
 * keeps a draft every ten seconds for a third of that minute.
 */
const inLastMinute = { submit: 0.065, page: 0.33, autosave: 0.33 * 2 };

type Cost = { process: number; database: number };

// Nobody is put off: what is asked is to be weighed.
Object.assign(process.env, { LAG_MS: '60000', PAGES_AT_ONCE: '1000' });
const house = await openHouse();
const load = fork(join(import.meta.dirname, 'intake', 'load.ts'));
try {
	const { slug, present } = await plantPresent(house.url, each + 50);
	const run = async (arrivals: Arrival[]): Promise<Came[]> => {
		load.send({ port: house.port, slug, arrivals, connections: 32 } satisfies Plan);
		const [came] = (await once(load, 'message')) as [Came[]];
		return came;
	};
	const arrivalsOf = (kind: Kind, some = present.slice(50)) => some.map((who): Arrival => ({ after: 0, kind, who }));
	await run(arrivalsOf('submit', present.slice(0, 50))); // warm
	console.log(`${each} of each, 32 at once; ms of CPU each`);
	console.log('             process  database   taken');
	const costs = {} as Record<Kind, Cost>;
	for (const kind of ['page', 'submit', 'autosave'] as const) {
		const before = { process: house.cpuMs(), database: house.databaseCpuMs() };
		const came = await run(arrivalsOf(kind));
		const taken = came.filter(({ status }) => status === 200 || status === 303).length;
		const process = (house.cpuMs() - before.process) / taken;
		costs[kind] = { process, database: (house.databaseCpuMs() - before.database) / taken };
		const figures = [process, costs[kind].database].map((ms) => ms.toFixed(2).padStart(9)).join(' ');
		console.log(`  ${kind.padEnd(9)}${figures}   ${taken}`);
	}
	const bytes = await bytesEach();
	console.log(`\n${(bytes / 1024).toFixed(1)} KiB of tables and indexes for each application, its files not counted`);
	console.log('\napplicants   submits/s  pages/s  drafts/s   cores: process  database   tables');
	for (const applicants of [1e4, 1e5, 1e6]) row(applicants, costs, bytes);
} finally {
	load.kill();
	await house.close();
}

/** The busiest minute of a call with so many applicants. */
function row(applicants: number, costs: Record<Kind, Cost>, bytes: number): void {
	const kinds = ['submit', 'page', 'autosave'] as const;
	const rates = kinds.map((kind) => (applicants * inLastMinute[kind]) / 60);
	const cores = (of: keyof Cost) => kinds.reduce((sum, kind, at) => sum + (rates[at]! * costs[kind][of]) / 1000, 0);
	const cells = [
		...rates.map((rate, at) => rate.toFixed(0).padStart([11, 9, 10][at]!)),
		cores('process').toFixed(1).padStart(17),
		cores('database').toFixed(1).padStart(10),
		`${((applicants * bytes) / 2 ** 30).toFixed(1)} GiB`.padStart(9)
	];
	console.log(String(applicants).padStart(10) + cells.join(''));
}

/** What the whole store takes, divided by its receipts. */
async function bytesEach(): Promise<number> {
	const client = new pg.Client(house.url);
	await client.connect();
	const { rows } = await client.query<{ bytes: number; receipts: number }>(
		`select pg_database_size(current_database())::float as bytes, (select count(*) from receipts)::int as receipts`
	);
	await client.end();
	return rows[0]!.bytes / rows[0]!.receipts;
}
