import { parentPort, workerData } from 'node:worker_threads';
import type { Work } from '../aside.server.ts';

const { file, name, given } = workerData as Work;
try {
	const work = ((await import(file)) as Record<string, (...given: unknown[]) => unknown>)[name]!;
	const done = await work(...given, (...told: unknown[]) => parentPort!.postMessage({ told }));
	parentPort!.postMessage({ done });
} catch (fault) {
	// Only an error's own facts come through, and not its class.
	parentPort!.postMessage({ failed: { ...(fault as Error), message: String((fault as Error).message) } });
}
