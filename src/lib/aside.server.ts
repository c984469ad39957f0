import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from './settings.server.ts';

/** A function of a module, by the module's path, and what it is given besides the way to tell how far it is. */
export type Work = { file: string; name: string; given: readonly unknown[] };
type Said<Done> = { told: number[] } | { done: Done } | { failed: { message: string } };

/**
 * Does long work in a thread of its own, so that nobody else waits for it. `file` is a path from the program's folder; the function
 * `name` gets what is `given`, as a copy, and last a function to tell how far it is. Rejects with the fault of the work: an Error
 * with its message and its own facts (`code`, …), but no longer of its class.
 */
export function aside<Done>(
	{ file, name, given }: Work,
	tell?: (done: number, of: number) => void
): Promise<Awaited<Done>> {
	const workerData: Work = { file: join(root, file), name, given };
	const worker = new Worker(join(root, 'src/lib/aside/worker.ts'), { workerData });
	return new Promise((done, fail) => {
		worker.on('message', (said: Said<Awaited<Done>>) => {
			if ('told' in said) tell?.(said.told[0]!, said.told[1]!);
			else if ('done' in said) done(said.done);
			else fail(Object.assign(new Error(), said.failed));
		});
		worker.on('error', fail);
		worker.on('exit', (code) => fail(new Error(`${name} ended with ${code}`)));
	});
}
