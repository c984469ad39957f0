// A reporter for `node --test` that says two numbers and nothing else: scripts/test.mjs adds them up.

/** @param {AsyncIterable<{ type: string, data: { file?: string, counts?: Record<string, number> } }>} events */
export default async function* count(events) {
	for await (const { type, data } of events) {
		// One summary comes for each file, and one, of no file, for all of them.
		if (type !== 'test:summary' || data.file !== undefined) continue;
		yield JSON.stringify({ passed: data.counts.passed, failed: data.counts.failed + data.counts.cancelled });
	}
}
