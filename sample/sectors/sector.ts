import type { Words } from '#lib/words.ts';

/** What firms of a sector say, in patterns for `fill`. */
export type Sector = {
	key: string;
	label: Words;
	/** Ends of firm names, `한글/English`. */
	tails: string[];
	ko: Voice;
	en: Voice;
};

export type Voice = {
	products: Product[];
	/** What they hold that others do not. */
	data: string[];
	asks: string[];
};

/** One product, with the values its named gaps may take. */
export type Product = {
	gaps: Record<string, string[]>;
	/** Up to 80 letters once filled. */
	summary: string[];
	pain: string[];
	what: string[];
	proof: string[];
	/** What they would do with the guest's models (the track "API use"). */
	api: string[];
	/** What they would do together (the track "Collaboration"). */
	together: string[];
	/** How one could tell that it worked. */
	measure: string[];
};
