import { plantProgramme } from '../sample/plant/programme.ts';
import { sampleProgramme } from '../sample/programme.ts';
import { connect, reading, type Db } from '../src/lib/db.server.ts';
import { migrate } from '../db/migrate.ts';

/** What a start knows when the database answers. */
export type Start = { url: string; dataDir: string; address: string; isRehearsal: boolean };

/**
 * Brings the database to where the application expects it, before the first request; in a rehearsal's empty store it
 * plants the sample programme, once. Answers with the lines to print at the end of the start: how to sign in as each
 * sample person.
 */
export async function prepare({ url, address, isRehearsal }: Start): Promise<{ lines: string[] }> {
	await migrate(url);
	if (!isRehearsal) return { lines: [] };
	const db = connect(url, 2);
	try {
		await plantSample(db);
		return { lines: howToSignIn(address) };
	} finally {
		await db.destroy();
	}
}

async function isEmpty(db: Db): Promise<boolean> {
	return !(await reading(db).selectFrom('hosts').select('id').limit(1).executeTakeFirst());
}

/** Plants the sample programme into an empty store; answers whether it was empty. */
export async function plantSample(db: Db): Promise<boolean> {
	if (!(await isEmpty(db))) return false;
	console.log('Planting the sample programme (made-up people and firms) ...');
	const began = performance.now();
	const applications = Number(process.env.SAMPLE_APPLICATIONS ?? 334);
	const programme = sampleProgramme({ at: new Date(), applications });
	await plantProgramme(db, programme, (what) => console.log(`  ${what}`));
	console.log(`Planted in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
	return true;
}

function howToSignIn(address: string): string[] {
	return [
		`Sign in at ${address}/sign-in; every code lands in ${address}/rehearsal/mailbox. Move time at ${address}/rehearsal/clock.`,
		'  organiser@madang.example   makes the call, chooses the bands, seals the draw, invites',
		'  reviewer@madang.example    reads and scores what is assigned',
		'  applicant@madang.example   has applied, and may be drawn',
		'  newcomer@madang.example    has not applied yet',
		'  moderator@madang.example   reads what is asked in a session, and calls it',
		'  auditor@madang.example     reads everything, changes nothing',
		'  guest@madang.example       is of the guest’s office: reads the proposals of Dubai, and goes on with some',
		'  veteran@madang.example     was in Dubai, and has letters to answer: an offer, a survey, a certificate'
	];
}
