// What a stranger can learn of whether somebody is known here: so many who are against so many who are not, in a random
// order, at the doors where one types another's address or sends another's file. What is said must be the same, and the
// time it takes must not tell: Welch's t below 4.5 in magnitude, a guess right 52 times of 100 at most.
// `npm run bench known [how many of each]`.
import '../tests/folder.ts';
import { openTemplate, tell, withDatabase } from '../scripts/template.mjs';
import { connect, type Db } from '../src/lib/db.server.ts';
import { Refusal } from '../src/lib/refusal.ts';
import { newSecret } from '../src/lib/secret.server.ts';
import { requestCode } from '../src/domain/people/write.server.ts';
import { inviteCoapplicant } from '../src/domain/applications/coapplicants.write.server.ts';
import { joinRegister } from '../src/domain/registrations/write.server.ts';
import { askForFiles, attach, finePdf } from '../tests/attaching.ts';
import { writeDraft } from '../tests/applying.ts';
import { addRegister, coming, typing } from '../tests/register.ts';
import { addPerson, noon, setScene, type Scene } from '../tests/world.ts';
import { bestGuess, cropped, welch } from './twins/apart.ts';

const count = Number(process.argv[2] ?? 1000);
let asked = 0;
type Door = { name: string; times?: number; knock: (isKnown: boolean, nth: number) => Promise<string> };

const template = await openTemplate();
try {
	await tell(template.url, `create database known_bench template ${template.name}`);
	const db = connect(withDatabase(template.url, 'known_bench'));
	try {
		const world = await setScene(db);
		for (let nth = 0; nth < count; nth++) await addPerson(db, `known${nth}`);
		console.log(`${count} who are known, ${count} who are not`);
		console.log('said alike          t   guessed right, %   at');
		for (const door of await doors(world)) await measure(door);
	} finally {
		await db.destroy();
	}
} finally {
	await template.close();
}

async function doors(world: Scene): Promise<Door[]> {
	const { db, joonApplying, minaApplying } = world;
	await askForFiles(world, { most: 10 });
	await writeDraft(db, joonApplying);
	const register = await addRegister(world, { manner: 'lot', capacity: 5 });
	const email = (isKnown: boolean, nth: number) => `${isKnown ? 'known' : 'other'}${nth}@example.test`;
	for (let nth = 0; nth < count; nth++) await joins(db, register, `known${nth}`);
	const theirs = finePdf('hers');
	await attach(db, minaApplying, { name: 'a.pdf', bytes: theirs });
	return [
		{ name: 'sign-in: a code is asked for', knock: (isKnown, nth) => code(db, email(isKnown, nth)) },
		{
			name: 'a co-applicant is invited',
			knock: async (isKnown, nth) => {
				const form = { name: 'Mina', email: email(isKnown, nth), role: 'CTO', may_edit: false };
				await inviteCoapplicant(db, joonApplying, form, noon);
				await db.deleteFrom('coapplicants').execute(); // a few are all one may invite
				return 'invited';
			}
		},
		{
			name: 'a public register, by lot', // which says at once that one is in it (docs/en/threats.md)
			knock: (isKnown, nth) => joins(db, register, `${isKnown ? 'known' : 'other'}${nth}`)
		},
		{
			name: 'a file that somebody else has sent',
			times: Math.min(count, 60),
			knock: async (isKnown, nth) => {
				const bytes = isKnown ? theirs : finePdf(String(nth).padStart(4, '0'));
				const { line, id } = await attach(db, joonApplying, { name: 'a.pdf', bytes });
				return line!.replace(id, 'id').replace(/[0-9a-f]{64}/, 'hash');
			}
		}
	];
}

/** A quarter of an hour after the one before, so that nobody waits for anybody else. */
async function code(db: Db, email: string): Promise<string> {
	const at = new Date(noon.getTime() + (asked += 1) * 900_000);
	return `waits ${await requestCode(db, { browser: newSecret(), locale: 'en', address: '203.0.113.9' }, { email, work: '' }, at)}`;
}

async function joins(db: Db, { sessionId, kind }: { sessionId: string; kind: string }, name: string): Promise<string> {
	const form = { ...typing(name), kind, intent: newSecret() };
	const { is } = await joinRegister(db, coming(), { sessionId, form }, noon);
	return is;
}

async function measure({ name, knock, times = count }: Door): Promise<void> {
	const took: [number[], number[]] = [[], []];
	const said: [Set<string>, Set<string>] = [new Set(), new Set()];
	const order = Array.from({ length: 2 * times }, (_, at) => ({ which: at % 2, nth: at >> 1, key: newSecret() }));
	for (const { which, nth } of order.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
		const began = performance.now();
		const answer = await knock(which === 1, nth).catch((fault: unknown) => {
			if (fault instanceof Refusal) return fault.code;
			throw fault;
		});
		took[which]!.push(performance.now() - began);
		said[which]!.add(answer);
	}
	const isAlike = [...said[0]].sort().join() === [...said[1]].sort().join();
	const t = welch(cropped(took[1]), cropped(took[0])).toFixed(2).padStart(9);
	const right = bestGuess(took[1], took[0]).toFixed(1).padStart(16);
	const words = isAlike ? '' : `: ${[...said[1]].join()} / ${[...said[0]].join()}`;
	console.log(`${(isAlike ? 'yes' : 'NO').padEnd(10)} ${t}   ${right}   ${name}${words}`);
}
