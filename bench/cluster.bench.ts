// Madang on several processes, and one of them killed (kill -9) while people press, read, ask and listen: three that serve,
// a worker, a store and its replica, a bus, a bucket, behind a proxy. What was acknowledged must be there, once; and how
// long nobody got an answer. Each part is started again after a second, as whatever watches over it would.
// `npm run bench cluster [seconds]`.
import type { Part } from './cluster/city.ts';
import { act, inCity, pause, told, type Crowd } from './cluster/crowd.ts';
import { listen, type Place } from './cluster/people.ts';

const seconds = Number(process.argv[2] ?? 12);
const rates = { submit: 20, page: 60, ask: 5 };
const listeners = 200;

await inCity(rates.submit * seconds * 6 + 10, async ({ city, place, crowd }) => {
	console.log(`${seconds} s each: ${rates.submit} presses, ${rates.page} pages, ${rates.ask} questions a second,`);
	console.log(`${listeners} listeners; a part is killed after 3 s and started again 1 s later. Times in ms.\n`);
	console.log(
		'killed     presses again  longest     pages again  longest    asked again  longest   streams lost  all back in'
	);
	for (const part of [null, ...city.parts]) await trial(part, place, crowd);
});

async function trial(part: Part | null, place: Place, crowd: Crowd): Promise<void> {
	const open = Array.from({ length: listeners }, () => listen(place));
	await pause(1_000);
	const killing = part && pause(3_000).then(() => part.kill());
	const reviving = killing?.then(() => pause(1_000)).then(() => part!.again());
	const { pressed, read, said } = await act(place, crowd, { rates, seconds });
	await reviving;
	for (let waited = 0; waited < 300 && open.some(({ isAway }) => isAway()); waited++) await pause(100);
	for (const one of open) one.stop();
	const lost = open.reduce((sum, { broken }) => sum + broken.length, 0);
	const away = open.filter(({ isAway }) => isAway()).length;
	const back = away ? `${away} NOT` : String(Math.max(0, ...open.flatMap((one) => one.back)));
	const cells = [pressed, read, said].map(told).join('   ');
	console.log(`${(part?.name ?? 'nobody').padEnd(9)}  ${cells}   ${String(lost).padStart(12)}  ${back.padStart(11)}`);
}
