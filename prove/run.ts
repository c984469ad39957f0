// `npm run prove`, `npm run prove X9 X13`: brings each named mutant to life in a copy of the program and asks the test that
// is there to catch it. First all those tests pass on the program as it is; a test that was never red proves nothing, and
// one that is always red no more.
import type { Break, Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';
import { byFile, openWorkshop, type Outcome, type Workshop } from './workshop.ts';

type Living = { id: string; broken: Break };
type Told = Living & { is: 'caught' | 'MISSED'; why: string; seconds: number };

const wanted = process.argv.slice(2);
const unknown = wanted.find((id) => !mutants.some((mutant) => mutant.id === id));
if (unknown) {
	console.error(`There is no mutant ${unknown} but ${mutants.map(({ id }) => id).join(', ')}.`);
	process.exit(1);
}
const chosen = mutants.filter(({ id }) => wanted.length === 0 || wanted.includes(id));
const living = chosen.flatMap((mutant) =>
	'breaks' in mutant ? mutant.breaks.map((broken) => ({ id: mutant.id, broken })) : []
);

/** Every test that is named passes on the program as it is. */
async function control({ run, build }: Workshop): Promise<void> {
	if (living.some(({ broken }) => broken.built)) build();
	for (const [file, names] of byFile(living.map(({ broken }) => broken.caughtBy))) {
		const bad = (await run(file, names)).filter(({ is }) => is !== 'green');
		for (const { name, is, why } of bad) console.log(`${file}: "${name}" is ${is} on the program as it is. ${why}`);
		if (bad.length) throw new Error('What fails on the program as it is proves nothing.');
		console.log(`passes unbroken: ${file} (${names.length})`);
	}
}

async function proveSource({ run, apply }: Workshop): Promise<Told[]> {
	const told: Told[] = [];
	for (const one of living.filter(({ broken }) => !broken.built)) {
		const { patches, caughtBy } = one.broken;
		const takeOut = apply(patches);
		told.push(
			await timed(one, () =>
				run(
					caughtBy.file,
					[caughtBy.name],
					patches.some(({ file }) => file.startsWith('db/'))
				)
			)
		);
		takeOut();
	}
	return told;
}

/** Those that the built program must show live in one build: each has a test of its own. */
async function proveBuilt({ run, apply, build }: Workshop): Promise<Told[]> {
	const built = living.filter(({ broken }) => broken.built);
	if (built.length === 0) return [];
	const takeOut = apply(built.flatMap(({ broken }) => broken.patches));
	if (living.some(({ broken }) => broken.built)) build();
	const told: Told[] = [];
	for (const one of built) {
		const { file, name } = one.broken.caughtBy;
		told.push(await timed(one, () => run(file, [name])));
	}
	takeOut();
	return told;
}

async function timed(one: Living, ask: () => Promise<Outcome[]>): Promise<Told> {
	const began = performance.now();
	const [{ is, why }] = (await ask()) as [Outcome];
	const told: Told = {
		...one,
		is: is === 'red' ? 'caught' : 'MISSED',
		why: is === 'absent' ? `the test did not run: ${why}` : why,
		seconds: (performance.now() - began) / 1000
	};
	console.log(line(told));
	return told;
}

const line = ({ id, broken, is, why, seconds }: Told) =>
	`${id.padEnd(4)} ${is}  ${broken.how}  (${broken.caughtBy.file}, ${seconds.toFixed(1)} s)${is === 'caught' ? '' : `  ${why}`}`;

/** The table and the score; 1 where a mutant lives on. */
function report(told: Told[]): number {
	const isCaught = ({ id }: Mutant) => told.every((one) => one.id !== id || one.is === 'caught');
	const alive = chosen.filter((mutant) => 'breaks' in mutant);
	console.log('');
	for (const mutant of chosen) {
		const verdict = 'not' in mutant ? `does not apply: ${mutant.not}` : isCaught(mutant) ? 'caught' : 'MISSED';
		console.log(`${mutant.id.padEnd(4)} ${mutant.says.padEnd(58)} ${verdict}`);
	}
	const caught = alive.filter(isCaught).length;
	console.log(
		`\n${caught} of ${alive.length} mutants caught by ${told.length} breaks; ${chosen.length - alive.length} do not apply`
	);
	return caught === alive.length ? 0 : 1;
}

const workshop = await openWorkshop();
try {
	await control(workshop);
	const told = [...(await proveSource(workshop)), ...(await proveBuilt(workshop))];
	process.exitCode = report(told);
} catch (fault) {
	console.error((fault as Error).message);
	process.exitCode = 1;
} finally {
	await workshop.close();
}
