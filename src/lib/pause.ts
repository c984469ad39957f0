/** Waits so many ms, or until it is called off. */
export function pause(ms: number, calledOff: AbortSignal): Promise<void> {
	if (calledOff.aborted) return Promise.resolve();
	return new Promise((done) => {
		const timer = setTimeout(done, ms);
		calledOff.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
	});
}
