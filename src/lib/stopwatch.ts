/** Milliseconds on a clock that only runs forward, for telling how long something took; never for telling the time. */
export function ticking(): number {
	return performance.now();
}
