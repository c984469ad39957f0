// The opening of a register: 2,000 people for 1, 7, 100 and 500 places over 200 connections, by HTTP, against the built
// server. How many are decided a second beside the bare guarded UPDATE on the same database in the same run, how long
// one waits for their answer, and whether any place was given twice, or to nobody.
import http from 'node:http';
import pg from 'pg';
import { sql } from 'kysely';
import { connect } from '#lib/db.server.ts';
import { newSecret } from '#lib/secret.server.ts';
import { openHouse } from './intake/house.ts';
import { bareRate } from './registration/bare.ts';
import { plantRegister, type Opened } from './registration/register.ts';

const isQuick = process.argv.includes('quick');
const sizes = isQuick ? { people: 400, turns: 1 } : { people: 2_000, turns: 3 };
const capacities = [1, 7, 100, 500];
const connections = 200;

const house = await openHouse();
const db = connect(house.url, 4);
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
let oversold = 0;
let undersold = 0;
try {
	await opening(await plantRegister(db, 50)); // warm
	console.log(
		`\n${sizes.people} people, ${connections} connections, ${sizes.turns} turns; a decision: places given, or none left`
	);
	console.log('  places   given   decided/s   bare UPDATE/s   share   p50 ms   p99 ms   busy   faults');
	for (const capacity of capacities) await row(capacity);
	console.log(`\n  oversold ${oversold}, undersold ${undersold} of ${capacities.length * sizes.turns} openings`);
} finally {
	agent.destroy();
	await db.destroy();
	await house.close();
}

/** Some openings for so many places, in turns with the bare statement, as one line of the table. */
async function row(capacity: number): Promise<void> {
	const turns: Awaited<ReturnType<typeof opening>>[] = [];
	const bare: number[] = [];
	let given = 0;
	for (let turn = 0; turn < sizes.turns; turn++) {
		bare.push(await bareRate(new pg.Pool({ connectionString: house.url, max: 16 }), { capacity, count: sizes.people }));
		const opened = await plantRegister(db, capacity);
		turns.push(await opening(opened));
		given = await givenIn(opened);
		oversold += Number(given > capacity);
		undersold += Number(given < Math.min(capacity, sizes.people));
	}
	const waits = turns.flatMap(({ waits }) => waits).sort((one, other) => one - other);
	const [rate, of] = [median(turns.map(({ rate }) => rate)), median(bare)];
	const of100 = (share: number) => waits[Math.floor(waits.length * share)]!.toFixed(0);
	const total = (what: 'busy' | 'faults') => turns.reduce((sum, turn) => sum + turn[what], 0);
	const cells = [capacity, given, rate.toFixed(0), of.toFixed(0), (rate / of).toFixed(2), of100(0.5), of100(0.99)];
	const widths = [8, 8, 12, 16, 8, 9, 9];
	const line = cells.map((cell, nth) => String(cell).padStart(widths[nth]!)).join('');
	console.log(line + String(total('busy')).padStart(7) + String(total('faults')).padStart(9));
}

/** Everybody presses at once; whoever holds places gives their name. How many were decided a second, and who waited how long. */
async function opening({ slug, kind }: Opened) {
	const waits: number[] = [];
	let [busy, faults] = [0, 0];
	const began = performance.now();
	await Promise.all(
		Array.from({ length: sizes.people }, async (_, nth) => {
			const browser = newSecret();
			const since = performance.now();
			for (let isDecided = false; !isDecided;) {
				const held = await post(`/sessions/${slug}/register?/hold`, browser, { intent: newSecret(), kind, size: '1' });
				if (held.status === 503) busy += 1;
				else if (held.location?.startsWith('/registrations/')) {
					const who = { name: `Person ${nth}`, email: `p${nth}@example.test` };
					const given = await post(`${held.location}?/confirm`, browser, who);
					faults += Number(given.status !== 200);
					isDecided = true;
				} else {
					faults += Number(!held.location?.includes('full=1'));
					isDecided = true;
				}
			}
			waits.push(performance.now() - since);
		})
	);
	return { rate: (sizes.people * 1000) / (performance.now() - began), waits, busy, faults };
}

/** A press as a browser with scripts sends it: the status and the address it leads to are in the answer's text. */
function post(
	path: string,
	browser: string,
	fields: Record<string, string>
): Promise<{ status: number; location?: string }> {
	const base = `http://localhost:${house.port}`;
	const headers = {
		...{ origin: base, host: `localhost:${house.port}`, cookie: `browser=${browser}`, accept: 'application/json' },
		...{ 'content-type': 'application/x-www-form-urlencoded', 'x-sveltekit-action': 'true' }
	};
	const body = new URLSearchParams(fields).toString();
	return new Promise((done, fail) => {
		const request = http.request(
			{ agent, host: '127.0.0.1', port: house.port, path, method: 'POST', headers },
			(answer) => {
				let text = '';
				answer.setEncoding('utf8').on('data', (piece) => (text += piece));
				answer.on('end', () => {
					const said = JSON.parse(text) as { type?: string; status?: number; location?: string };
					done({
						status: said.type === 'failure' ? (said.status ?? 500) : answer.statusCode!,
						location: said.location
					});
				});
			}
		);
		request.on('error', fail).end(body);
	});
}

/** How many places were given, as their tickets say. */
async function givenIn({ sessionId }: Opened): Promise<number> {
	const { rows } = await sql<{ tickets: number; taken: number }>`
		select (select count(*) from tickets where session_id = ${sessionId} and revoked_at is null) as tickets,
			(select sum(taken) from place_kinds where session_id = ${sessionId}) as taken`.execute(db);
	const { tickets, taken } = rows[0]!;
	if (Number(tickets) !== Number(taken)) throw new Error(`${tickets} tickets for ${taken} places`);
	return Number(tickets);
}

function median(list: number[]): number {
	return list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)]!;
}
