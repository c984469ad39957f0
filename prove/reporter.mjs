// One line of JSON for each test that ran: its name, and whether it passed. A file that could not be read is a test of its
// own to the runner; it has no test's name.
export default async function* (source) {
	for await (const { type, data } of source) {
		if (type !== 'test:pass' && type !== 'test:fail') continue;
		// What kept the test from beginning (a server that did not start) is nothing that the test has found.
		if (data.details?.error?.failureType === 'hookFailed') continue;
		yield (
			JSON.stringify({ name: data.name, passed: type === 'test:pass', why: data.details?.error?.cause?.message }) + '\n'
		);
	}
}
