// Deploys while people press, ask and listen: of three processes behind a proxy one after the other is asked to end
// (SIGTERM) and started again, so many times. Nobody may be refused a press; and how long each took to end, how long the
// streams were away, and how many came back at once. `npm run bench deploys [deploys] [listeners]`.
import type { Server } from './cluster/city.ts';
import { act, inCity, pause, told } from './cluster/crowd.ts';
import { listen } from './cluster/people.ts';

const deploys = Number(process.argv[2] ?? 50);
const listeners = Number(process.argv[3] ?? 2_000);
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
	const drains: number[] = [];
	for (let nth = 0; nth < deploys; nth++) drains.push(await deploy(city.webs[nth % city.webs.length]!));
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
	console.log(`  a process ended in at most ${Math.max(...drains)}`);
	console.log(`  streams moved ${back.length} times, back in at most ${Math.max(0, ...back)}; ${away} are not back`);
});

/** One process goes and comes again; ms until it had ended. */
async function deploy(server: Server): Promise<number> {
	const began = Date.now();
	await server.end();
	const took = Date.now() - began;
	await server.again();
	await pause(Math.max(0, everyMs - (Date.now() - began)));
	return took;
}
