/** Work that a worker does beside the page: the best found so far, and a promise of the first. */
export class Working {
	/** The number found, or nothing yet. */
	nonce = '';
	/** Fulfilled when a number is found, when the worker cannot work, and at the latest after `mostMs`. */
	readonly done: Promise<void>;
	readonly #worker: Worker;

	constructor(topic: string, bits: number, mostMs = 20_000) {
		this.#worker = new Worker(new URL('./work.worker.ts', import.meta.url), { type: 'module' });
		this.done = new Promise((done) => {
			this.#worker.onmessage = ({ data }: MessageEvent<string>) => {
				this.nonce = data;
				done();
			};
			this.#worker.onerror = () => done();
			setTimeout(done, mostMs);
		});
		this.#worker.postMessage({ topic, bits });
	}

	stop(): void {
		this.#worker.terminate();
	}
}
