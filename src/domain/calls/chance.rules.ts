/** How many places there are, and how many applications stand for them. */
export type Standing = { places: number; live: number };

/**
 * How many in a hundred would have a place if the call closed now and nothing but the draw decided; null while nobody
 * has applied. Over several tracks it is the share of all applicants: each track fills its own places only.
 */
export function ofHundred(tracks: Standing[]): number | null {
	const live = tracks.reduce((sum, track) => sum + track.live, 0);
	if (live === 0) return null;
	const chosen = tracks.reduce((sum, { places, live }) => sum + Math.min(places, live), 0);
	// Never "all" while one would be left out, never "nobody" while one has a place.
	const rounded = Math.round((100 * chosen) / live);
	return chosen === live ? 100 : Math.min(99, Math.max(1, rounded));
}
