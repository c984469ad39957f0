/** What became of one who asked: an answer, a refusal, or `again`: it met a neighbour and goes with the next batch. */
export type Outcome<Answer> = { done: Answer } | { refused: unknown } | 'again';

type Waiting<Asked, Answer> = {
	asked: Asked;
	resolve: (answer: Answer) => void;
	reject: (fault: unknown) => void;
};

/**
 * A lane on which one batch travels at a time: what comes meanwhile waits and then goes together, at most `most` at once.
 * When nothing is on its way the first goes at once and alone, so company costs no time. A batch that fails as a whole
 * is tried again one by one: nobody suffers from a neighbour.
 */
export function lane<Asked, Answer>(
	work: (batch: Asked[]) => Promise<Outcome<Answer>[]>,
	most = 128
): (asked: Asked) => Promise<Answer> {
	const waiting: Waiting<Asked, Answer>[] = [];
	let isBusy = false;

	async function run(): Promise<void> {
		isBusy = true;
		while (waiting.length > 0) waiting.unshift(...(await travel(waiting.splice(0, most))));
		isBusy = false;
	}

	/** Those who go again. */
	async function travel(batch: Waiting<Asked, Answer>[]): Promise<Waiting<Asked, Answer>[]> {
		try {
			const outcomes = await work(batch.map(({ asked }) => asked));
			return batch.filter((one, at) => !settle(one, outcomes[at]!));
		} catch (fault) {
			if (batch.length === 1) return batch.filter((one) => !settle(one, { refused: fault }));
			const again = [];
			for (const one of batch) again.push(...(await travel([one])));
			return again;
		}
	}

	return (asked) =>
		new Promise((resolve, reject) => {
			waiting.push({ asked, resolve, reject });
			if (!isBusy) void run();
		});
}

function settle<Answer>({ resolve, reject }: Waiting<unknown, Answer>, outcome: Outcome<Answer>): boolean {
	if (outcome === 'again') return false;
	if ('done' in outcome) resolve(outcome.done);
	else reject(outcome.refused);
	return true;
}

/** A lane for each store and key: what is asked of one goes together, whoever asks. */
export function lanesOf<Store extends object, Asked, Answer>(
	work: (store: Store, batch: Asked[], key: string) => Promise<Outcome<Answer>[]>
): (store: Store, asked: Asked, key?: string) => Promise<Answer> {
	const lanes = new WeakMap<Store, Map<string, (asked: Asked) => Promise<Answer>>>();
	return (store, asked, key = '') => {
		const all = lanes.get(store) ?? new Map<string, (asked: Asked) => Promise<Answer>>();
		lanes.set(store, all);
		const known = all.get(key) ?? lane((batch: Asked[]) => work(store, batch, key));
		all.set(key, known);
		return known(asked);
	};
}
