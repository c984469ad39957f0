import { chanceOf } from './chance.ts';
import { personName } from './names.ts';
import type { SampleRegister, SampleRegistration } from './register.types.ts';
import { busanDay } from './sessions.ts';
import { after, hours, inKorea } from './zone.ts';

const kinds: SampleRegister['kinds'] = [
	{ ...{ key: 'public', capacity: 240, companions: 1 }, audience: 'anyone', name: { ko: '일반', en: 'Public' } },
	{ ...{ key: 'trade', capacity: 40, companions: 0 }, audience: 'anyone', name: { ko: '업계', en: 'Trade' } },
	{ ...{ key: 'press', capacity: 40, companions: 0 }, audience: 'press', name: { ko: '기자단', en: 'Press' } }
];

/** The register of the public talk in Busan: ten days open, its public places all given and more people waiting. */
export function registerAt(at: Date, seed: string): SampleRegister {
	const chance = chanceOf(`${seed} register`);
	const opensAt = inKorea(at, -10, 9);
	const mine = (kind: string, nth: number, state: SampleRegistration['state'], size: number): SampleRegistration => {
		const language = chance.happens(0.88) ? 'ko' : 'en';
		const { name, mail } = personName(chance, { language, isFemale: chance.happens(0.5) });
		const companions = Array.from(
			{ length: size - 1 },
			() => personName(chance, { language, isFemale: chance.happens(0.5) }).name
		);
		return {
			...{ kind, state, language, name, companions, email: `${mail}.${kind}${nth}@audience.example` },
			madeAt: after(opensAt, Math.floor(hours(200) * chance.next() ** 3))
		};
	};
	const groups = sizesOf(240, () => (chance.happens(0.22) ? 2 : 1));
	const registrations = [
		...groups.map((size, nth) => mine('public', nth, 'registered', size)),
		...Array.from({ length: 31 }, (_, nth) => mine('trade', nth, 'registered', 1)),
		...Array.from({ length: 38 }, (_, nth) => ({
			...mine('public', 1000 + nth, 'waiting', chance.happens(0.2) ? 2 : 1),
			madeAt: after(opensAt, hours(201) + nth * 600_000)
		}))
	].toSorted((one, other) => one.madeAt.getTime() - other.madeAt.getTime());
	return { session: 'busan-talk', opensAt, closesAt: inKorea(at, busanDay - 1, 18), kinds, registrations };
}

/** Groups that fill so many places to the last. */
function sizesOf(places: number, size: () => number): number[] {
	const sizes: number[] = [];
	for (let free = places; free > 0; free -= sizes.at(-1)!) sizes.push(Math.min(free, size()));
	return sizes;
}
