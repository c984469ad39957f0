import type { Locale } from '#lib/words.ts';
import type { Chance } from './chance.ts';
import { formats, type Region, type Size, type Stage } from './fields.ts';
import type { Firm } from './firms.ts';
import { firmMaker } from './firms.ts';
import { personName } from './names.ts';
import { proposalOf } from './proposals.ts';
import { sectors } from './sectors/index.ts';
import type { Sector } from './sectors/sector.ts';
import type { SamplePerson } from './types.ts';

/** A firm with the person who applies for it and what they wrote. `quality` is what reviewers will sense of it. */
export type Applicant = {
	person: SamplePerson;
	firm: Firm;
	sector: Sector;
	language: Locale;
	answers: Record<string, string>;
	quality: number;
};

export type Makes = { chance: Chance; newFirm: ReturnType<typeof firmMaker>; regions: Record<Region, number> };

const stageShares: Record<Stage, number> = { 'pre-seed': 13, seed: 44, 'series-a': 28, 'series-b-plus': 15 };
const sizeShares: Record<Stage, Record<Size, number>> = {
	'pre-seed': { '1-9': 92, '10-49': 8, '50+': 0 },
	seed: { '1-9': 55, '10-49': 44, '50+': 1 },
	'series-a': { '1-9': 6, '10-49': 76, '50+': 18 },
	'series-b-plus': { '1-9': 0, '10-49': 25, '50+': 75 }
};
const qualityOf: Record<Stage, number> = { 'pre-seed': -0.45, seed: -0.05, 'series-a': 0.25, 'series-b-plus': 0.4 };
const bornAgo: Record<Stage, [number, number]> = {
	'pre-seed': [0, 2],
	seed: [1, 5],
	'series-a': [3, 8],
	'series-b-plus': [6, 13]
};

/** Invents an applicant. Later stages are larger, older, more often in the capital; the young ones more often led by women. */
export function newApplicant({ chance, newFirm, regions }: Makes, year: number): Applicant {
	const language: Locale = chance.happens(0.19) ? 'en' : 'ko';
	const sector = chance.pick(sectors);
	const stage = chance.weighted(stageShares);
	const features = {
		region: regionOf(chance, regions, stage, sector),
		stage,
		size: chance.weighted(sizeShares[stage]),
		track: chance.happens(stage === 'pre-seed' || stage === 'seed' ? 0.66 : 0.5) ? 'api' : 'collaboration'
	};
	const isFemale = chance.happens(stage === 'series-b-plus' ? 0.08 : 0.17);
	const firm = newFirm(sector.tails);
	const { name, mail } = personName(chance, { language, isFemale });
	const person = { key: `${mail}@${firm.domain}`, email: `${mail}@${firm.domain}`, name, locale: language };
	const answers = {
		...basics(firm, person, chance),
		...features,
		...asked(features.track, firm),
		female_led: isFemale ? 'yes' : 'no',
		sector: sector.key,
		founded: String(year - chance.whole(...bornAgo[stage])),
		...proposalOf({ sector, ...features }, language, chance),
		link: chance.happens(0.8) ? linkOf(firm, chance) : ''
	};
	return { person, firm, sector, language, answers, quality: qualityOf[stage] + chance.bell() };
}

/** Somebody else of the same firm, with words of their own. */
export function colleagueOf(applicant: Applicant, chance: Chance): Applicant {
	const { name, mail } = personName(chance, { language: applicant.language, isFemale: chance.happens(0.5) });
	const email = `${mail}.2@${applicant.firm.domain}`;
	const person = { key: email, email, name, locale: applicant.language };
	const { track, region, stage, size } = applicant.answers as Record<string, string>;
	const about = {
		sector: applicant.sector,
		track: track!,
		region: region as Region,
		stage: stage as Stage,
		size: size as Size
	};
	const answers = { ...applicant.answers, ...proposalOf(about, applicant.language, chance) };
	return { ...applicant, person, answers };
}

/** What only one of the tracks asks, read off the firm's number: no chance is spent on it. */
function asked(track: string, { registrationNumber }: Firm): Record<string, string> {
	const figure = Number(registrationNumber.slice(5, 9));
	if (track === 'api') return { monthly_calls: String(1 + ((figure * 37) % 900)) };
	const values = Object.keys(formats);
	const chosen = [values[figure % values.length]!, values[(figure + 1 + (figure % 3)) % values.length]!];
	return { formats: [...new Set(chosen.slice(0, 1 + (figure % 2)))].join('\n') };
}

function basics(firm: Firm, person: SamplePerson, chance: Chance) {
	const digits = (count: number) => String(chance.whole(0, 10 ** count - 1)).padStart(count, '0');
	return {
		organisation_name: firm.name[person.locale],
		registration_number: firm.registrationNumber,
		representative: person.name,
		// No number in Korea goes on from 010 with a nought: it rings nowhere.
		phone: `010-0${digits(3)}-${digits(4)}`
	};
}

const linkOf = (firm: Firm, chance: Chance) =>
	`https://${chance.pick(['', 'www.', 'demo.'])}${firm.domain}/${chance.pick(['', '', 'about', 'demo', 'ko'])}`;

function regionOf(chance: Chance, shares: Record<Region, number>, stage: Stage, sector: Sector): Region {
	const isLate = stage === 'series-a' || stage === 'series-b-plus';
	const isOfTheLand = ['agriculture', 'climate', 'manufacturing', 'robotics'].includes(sector.key);
	const capital = (isLate ? 1.25 : 0.92) * (isOfTheLand ? 0.7 : 1);
	return chance.weighted({
		...shares,
		seoul: shares.seoul * capital,
		'gyeonggi-incheon': shares['gyeonggi-incheon'] * (isLate ? 1.1 : 1)
	});
}
