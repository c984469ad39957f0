import { ascend, commitmentsOf, type Commitments } from './commitments.ts';
import { ByFeatures } from './paths.ts';
import { entrant, plainFeatures, type Candidate, type Entrant } from './roster.ts';
import { isPlainlySame } from './same.ts';

type Features = Candidate['features'];

/**
 * A roster that is as `buildRoster` makes it of its own entrants (SPEC §3), with one object for each set of features; null
 * when it isn't. Without building it again: every entrant is as it is published, its lot is its place, and commitments
 * ascend. Takes anything: JSON from a stranger can hold anything.
 */
export function sharedIfBuilt(
	roster: readonly Entrant[],
	commitments: Commitments | null = commitmentsOf(roster)
): readonly Entrant[] | null {
	if (!commitments || !ascend(commitments)) return null;
	const reader = new Reader();
	const shared: Entrant[] = [];
	try {
		for (let i = 0; i < roster.length; i++) {
			const here = reader.read(roster[i]!, i + 1);
			if (!here) return null;
			shared.push(here);
		}
		return shared;
	} catch {
		return null;
	}
}

class Reader {
	/** features as they were first met when they are as published, else null */
	private readonly met = new ByFeatures<Candidate, Features | null>((one) =>
		isPlainlySame(one.features, plainFeatures(one)) ? one.features : null
	);
	private readonly plain = new ByFeatures<Candidate, Record<string, string>>(plainFeatures);

	/** The entrant, whose commitment is known to be a digest, with shared features; null when it isn't as published. May throw a refusal that says why. */
	read(here: Entrant, lot: number): Entrant | null {
		if (here.lot !== lot || !isObject(here.features)) return null;
		const features = this.met.of(here);
		if (!features) return null;
		const hasMore = Object.keys(here).length !== 3;
		if (hasMore && !isPlainlySame(here, entrant(here, lot, this.plain))) return null;
		return features === here.features ? here : { ...here, features };
	}
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
