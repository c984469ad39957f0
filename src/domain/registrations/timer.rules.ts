/** Minutes and seconds that are left, `9:05`; a second begun is a second left. */
export function timerOf(leftMs: number): string {
	const seconds = Math.max(0, Math.ceil(leftMs / 1000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
