import { chanceOf, type Chance } from './chance.ts';
import { personName } from './names.ts';
import type { SampleRegister, SampleRegistration } from './register.types.ts';
import { busanDay } from './sessions.ts';
import { dubaiDay } from './dubai.ts';
import { after, hours, inDubai, inKorea } from './zone.ts';

type Kind = SampleRegister['kinds'][number];

const kindsOf = (anyone: number, trade: number): Kind[] => [
	{ ...{ key: 'public', capacity: anyone, companions: 1 }, audience: 'anyone', name: { ko: '일반', en: 'Public' } },
	{ ...{ key: 'trade', capacity: trade, companions: 0 }, audience: 'anyone', name: { ko: '업계', en: 'Trade' } },
	{ ...{ key: 'press', capacity: 40, companions: 0 }, audience: 'press', name: { ko: '기자단', en: 'Press' } }
];

/**
 * The registers of the public talks: Busan's ten days open, its public places all given and more people waiting; and
 * that of Dubai, which is over.
 */
export function registersAt(at: Date, seed: string): SampleRegister[] {
	return [
		{
			...filled(chanceOf(`${seed} register`), { opensAt: inKorea(at, -10, 9), kinds: kindsOf(240, 40), trade: 31 }),
			...{ session: 'busan-talk', closesAt: inKorea(at, busanDay - 1, 18) }
		},
		{
			...filled(chanceOf(`${seed} dubai register`), {
				...{ opensAt: inDubai(at, dubaiDay - 14, 9), kinds: kindsOf(160, 30), trade: 22 }
			}),
			...{ session: 'dubai-talk', closesAt: inDubai(at, dubaiDay - 1, 18) }
		}
	];
}

type Filling = Pick<SampleRegister, 'opensAt' | 'kinds'> & { trade: number };

function filled(chance: Chance, { opensAt, kinds, trade }: Filling) {
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
	const groups = sizesOf(kinds[0]!.capacity, () => (chance.happens(0.22) ? 2 : 1));
	const registrations = [
		...groups.map((size, nth) => mine('public', nth, 'registered', size)),
		...Array.from({ length: trade }, (_, nth) => mine('trade', nth, 'registered', 1)),
		...Array.from({ length: 38 }, (_, nth) => ({
			...mine('public', 1000 + nth, 'waiting', chance.happens(0.2) ? 2 : 1),
			madeAt: after(opensAt, hours(201) + nth * 600_000)
		}))
	].toSorted((one, other) => one.madeAt.getTime() - other.madeAt.getTime());
	return { opensAt, kinds, registrations };
}

/** Groups that fill so many places to the last. */
function sizesOf(places: number, size: () => number): number[] {
	const sizes: number[] = [];
	for (let free = places; free > 0; free -= sizes.at(-1)!) sizes.push(Math.min(free, size()));
	return sizes;
}
