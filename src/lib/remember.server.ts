import { setLast } from './set-last.ts';

/**
 * An answer kept for a moment, so that thousands who ask in one second cost the store one question. Who asks while it
 * is being asked waits for the same answer. A failure is kept by nobody. `at` is the asking request's instant, which in
 * a rehearsal may leap: an answer from the future of none is used only while it is not older than `keepMs` either way.
 * `forget` ends every moment now. Of keys without end, as whoever asks may make them up, a thousand are kept.
 */
export function remembering<From, T>(keepMs: number, ask: (from: From, key: string) => Promise<T>) {
	const remembered = rememberingUntilNews(keepMs, ask);
	let forgotten = 0;
	const remember = (from: From, key: string, at: Date): Promise<T> => remembered(from, key, { newest: forgotten, at });
	return Object.assign(remember, { forget: () => void forgotten++ });
}

const most = 1_000;

/** The same, of what may also change with each news: an answer is used while `newest` is what it was when it was asked. */
export function rememberingUntilNews<From, T>(keepMs: number, ask: (from: From, key: string) => Promise<T>) {
	const kept = new Map<string, { newest: number; at: number; answer: Promise<T> }>();
	return (from: From, key: string, { newest, at }: { newest: number; at: Date }): Promise<T> => {
		const known = kept.get(key);
		if (known?.newest === newest && Math.abs(at.getTime() - known.at) < keepMs) return known.answer;
		const answer = ask(from, key);
		setLast(kept, key, { newest, at: at.getTime(), answer }, most);
		answer.catch(() => kept.delete(key));
		return answer;
	};
}
