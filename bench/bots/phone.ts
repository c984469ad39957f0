// A person's phone: it does the work of the page that asks for a code, as `lib/work.worker.ts` does.
import { parentPort } from 'node:worker_threads';
import { tryWork } from '../../src/lib/work.ts';

parentPort!.on('message', ({ topic, bits }: { topic: string; bits: number }) => {
	parentPort!.postMessage(tryWork(topic, bits, { from: 0, tries: 2 ** 28 }));
});
