import { Worker } from 'node:worker_threads';

/** Says on a terminal what is being done and for how many seconds; the thread that works can't, while it works. */
const TICKING = `const { workerData } = require('node:worker_threads'), { writeSync } = require('node:fs');
let seconds = 0;
setInterval(() => writeSync(2, '\\r\\x1b[K' + workerData + ' … ' + ++seconds + ' s'), 1000);`;

/** Does some work; where stderr is a terminal, with a line that counts the seconds until it is done. */
export async function working<T>(what: string, work: () => T | Promise<T>): Promise<T> {
	if (!process.stderr.isTTY) return work();
	const ticker = new Worker(TICKING, { eval: true, workerData: what });
	ticker.unref();
	try {
		return await work();
	} finally {
		await ticker.terminate();
		process.stderr.write('\r\x1b[K');
	}
}
