/** How gladly a reviewer would read an application, where they have said. */
export const interests = ['keen', 'can', 'rather-not'] as const;
export type Interest = (typeof interests)[number];

/** What a reviewer is at home in: tracks by key, languages, topics as `field:value`. Nothing said is nothing known. */
export type Profile = { tracks: string[]; languages: string[]; topics: string[] };
/** What an application is about, as far as it can be told. */
export type About = { track: string | null; language: 'ko' | 'en'; topics: string[] };

/** What speaks for a pair, in points. Published on the page as it stands here. */
export const points = { keen: 6, can: 2, 'rather-not': -8, track: 4, language: 3, topic: 3, mostTopics: 2 } as const;

/** How well a reviewer fits an application. */
export function affinityOf(about: About, profile: Profile | null, interest: Interest | null): number {
	const said = interest ? points[interest] : 0;
	if (!profile) return said;
	const topics = about.topics.filter((topic) => profile.topics.includes(topic)).length;
	return (
		said +
		(about.track !== null && profile.tracks.includes(about.track) ? points.track : 0) +
		(profile.languages.includes(about.language) ? points.language : 0) +
		points.topic * Math.min(topics, points.mostTopics)
	);
}

/** The language a text is written in: Korean where a fifth of its letters are Hangul. Names and figures are in any. */
export function languageOf(text: string): About['language'] {
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	const hangul = text.match(/\p{Script=Hangul}/gu)?.length ?? 0;
	return hangul * 5 >= letters ? 'ko' : 'en';
}
