/** One rule of a call as it is stored: its name, what it comes to for comparing, and how it reads. */
export type Kept = { rule: string; value: string; words: string };
export type CallRules = { slug: string; rules: Kept[] };
/** A rule over all calls of a tour: what most have, and which differ, with what. */
export type SharedRule = { rule: string; words: string; count: number; others: { slug: string; words: string }[] };

/** The rules these calls share: of each what most of them have, and the exceptions. */
export function sharedRules(calls: CallRules[]): SharedRule[] {
	const names = [...new Set(calls.flatMap(({ rules }) => rules.map(({ rule }) => rule)))];
	return names.map((rule) => {
		const all = calls.flatMap(({ slug, rules }) =>
			rules.filter((one) => one.rule === rule).map((one) => ({ slug, ...one }))
		);
		const groups = [...Map.groupBy(all, ({ value }) => value).values()].toSorted((a, b) => b.length - a.length);
		const [most, ...rest] = groups;
		const others = rest.flat().map(({ slug, words }) => ({ slug, words }));
		return { rule, words: most![0]!.words, count: most!.length, others };
	});
}
