import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { newSecret } from '../../src/lib/secret.server.ts';
import { bitsOf } from '../../src/lib/work.ts';
import { browserIdOf } from '../../src/domain/people/work.read.server.ts';
import { topicOf } from '../../src/domain/people/work.rules.ts';

/** One person's browser, and the best work it has done for the page it was given. */
export type Phone = { browser: string; topic: string; nonce: string };

/**
 * So many browsers that have each worked for `bits` bits, as they do while somebody types. Their cores are not the
 * server's, and here they are: so all of it is done once and beforehand, on every core, and each table row has the same people.
 */
export async function workedPhones(
	count: number,
	{ bits, madeAt }: { bits: number; madeAt: number }
): Promise<Phone[]> {
	const phones: Phone[] = Array.from({ length: count }, () => {
		const browser = newSecret();
		return { browser, topic: topicOf(browserIdOf(browser), madeAt), nonce: '' };
	});
	const left = [...phones];
	const cores = Array.from(
		{ length: availableParallelism() },
		() => new Worker(new URL('./phone.ts', import.meta.url))
	);
	const use = async (core: Worker) => {
		for (let phone = left.pop(); phone; phone = left.pop()) await workOn(core, phone, bits);
		await core.terminate();
	};
	await Promise.all(cores.map(use));
	return phones;
}

function workOn(core: Worker, phone: Phone, bits: number): Promise<void> {
	return new Promise((done, fail) => {
		core.once('error', fail);
		core.once('message', (nonce: string) => {
			core.off('error', fail);
			phone.nonce = nonce;
			done();
		});
		core.postMessage({ topic: phone.topic, bits });
	});
}

/** Numbers that one core of this machine tries in a second, with a browser's own code. */
export function triesInASecond(): number {
	const tries = 50_000;
	const began = performance.now();
	for (let nonce = 0; nonce < tries; nonce++) bitsOf('a topic', String(nonce));
	return (tries * 1000) / (performance.now() - began);
}
