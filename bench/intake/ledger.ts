import pg from 'pg';
import { connect, reading } from '../../src/lib/db.server.ts';
import { firstBrokenLine } from '../../src/domain/journal/chain.read.server.ts';
import { logOf } from '../../src/domain/applications/log.read.server.ts';

/**
 * Holds the clients' own list of what was acknowledged against the store: every intent has its one receipt, every
 * receipt its number, leaf, letter and line, and the journal is whole. Answers with one sentence.
 */
export async function checkLedger(url: string, slug: string, acknowledged: string[]): Promise<string> {
	const client = new pg.Client(url);
	await client.connect();
	const { rows } = await client.query<Record<string, number>>(
		`select (select count(*) from unnest($1::uuid[]) as sent(intent)
				where not exists (select from receipts where receipts.intent = sent.intent))::int as lost,
			(select count(*) from (select intent from receipts group by intent having count(*) > 1) twice)::int as twice,
			(select count(*) from receipts)::int as receipts,
			(select count(distinct number) from receipts)::int as numbers,
			(select count(*) from submission_log)::int as leaves,
			(select count(*) from letters)::int as letters,
			(select count(*) from journal where verb = 'application.submitted')::int as lines`,
		[acknowledged]
	);
	const call = await client.query<{ id: string }>('select id from calls where slug = $1', [slug]);
	await client.end();
	const db = connect(url, 2);
	const broken = await firstBrokenLine(reading(db));
	const { standing } = await logOf(reading(db), call.rows[0]!.id);
	await db.destroy();
	const { lost, twice, ...counts } = rows[0]!;
	const isWhole = broken === null && Object.values(counts).every((count) => count === standing.size);
	return [
		`${acknowledged.length} acknowledged: ${lost} lost, ${twice} twice.`,
		`${Object.entries(counts)
			.map(([what, count]) => `${count} ${what}`)
			.join(', ')}:`,
		isWhole ? 'all alike, and the journal is whole.' : `NOT alike, or the journal broken at line ${broken}.`
	].join(' ');
}

/** How many receipts the store has at this moment. */
export async function receiptsIn(url: string): Promise<number> {
	const client = new pg.Client(url);
	await client.connect();
	const { rows } = await client.query<{ count: number }>('select count(*)::int as count from receipts');
	await client.end();
	return rows[0]!.count;
}
