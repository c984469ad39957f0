// Deploys while people press, ask and listen: of three processes behind a proxy one after the other is asked to end
// (SIGTERM) and started again, so many times. Nobody may be refused a press; and how long each took to end and how long the
// streams were away. With `kill` whoever watches over them has no patience: a process is killed (SIGKILL) at once or at a moment
// at random in the five seconds after it was asked. A press that was cut off is pressed again, as people do; what was
// acknowledged is there, once. `npm run bench deploys [deploys] [listeners] [kill]`.
import { randomInt } from 'node:crypto';
import type { Server } from './cluster/city.ts';
import { act, inCity, pause, told } from './cluster/crowd.ts';
import { listen } from './cluster/people.ts';

const words = process.argv.slice(2);
const isKilling = words.includes('kill');
const [deploys = 50, listeners = 2_000] = words.filter((word) => word !== 'kill').map(Number);
const rates = { submit: 5, page: 20, ask: 2 };
const everyMs = 5_000;

const seconds = Math.ceil((deploys * everyMs * 2) / 1000);
await inCity(rates.submit * seconds + 10, async ({ city, place, crowd }) => {
	const open = [];
	for (let at = 0; at < listeners; at += 50) {
		open.push(...Array.from({ length: 50 }, () => listen(place)));
		await pause(100);
	}
	await pause(1_000);
	let isOver = false;
	const done: Awaited<ReturnType<typeof act>>[] = [];
	const acting = (async () => {
		while (!isOver) done.push(await act(place, crowd, { rates, seconds: 5 }));
	})();
	const endings: Ending[] = [];
	for (let nth = 0; nth < deploys; nth++) endings.push(await deploy(city.webs[nth % city.webs.length]!));
	isOver = true;
	await acting;
	await pause(8_000);
	const [away, back] = [open.filter(({ isAway }) => isAway()).length, open.flatMap((one) => one.back)];
	for (const one of open) one.stop();
	console.log(
		`${deploys} deploys, ${listeners} listeners, ${rates.submit} presses and ${rates.ask} questions a second. Times in ms.`
	);
	for (const kind of ['pressed', 'read', 'said'] as const)
		console.log(`  ${kind.padEnd(8)} again, longest: ${told(done.flatMap((some) => some[kind]))}`);
	const killed = endings.filter(({ by }) => by === 'killed').map(({ took }) => took);
	console.log(`  a process ended in at most ${Math.max(...endings.map(({ took }) => took))}`);
	if (isKilling) console.log(`  ${killed.length} were killed before they had ended, after ${killed.join(', ')}`);
	console.log(`  streams moved ${back.length} times, back in at most ${Math.max(0, ...back)}; ${away} are not back`);
});

type Ending = { took: number; by: 'asked' | 'killed' };

/** One process goes and comes again; ms until it had ended, and by what. */
async function deploy(server: Server): Promise<Ending> {
	const began = Date.now();
	const by = await server.end(isKilling ? randomPatience() : undefined);
	const took = Date.now() - began;
	await server.again();
	await pause(Math.max(0, everyMs - (Date.now() - began)));
	return { took, by };
}

// A process that has the time ends in about three seconds; every fourth has none.
function randomPatience(): number {
	return randomInt(4) === 0 ? 0 : randomInt(5_000);
}
