import { tryWork } from './work.ts';

// Beside the page, so that typing stays smooth. Each number found is told, and then a better one is looked for.
self.onmessage = ({ data }: MessageEvent<{ topic: string; bits: number }>) => {
	let bits = data.bits;
	for (let from = 0; bits <= data.bits + 2; from += 10_000) {
		const nonce = tryWork(data.topic, bits, { from, tries: 10_000 });
		if (nonce === null) continue;
		self.postMessage(nonce);
		bits += 1;
	}
};
