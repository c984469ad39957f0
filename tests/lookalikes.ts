import { newApplicant, type Makes } from '../sample/applicants.ts';
import { chanceOf, type Chance } from '../sample/chance.ts';
import type { Region } from '../sample/fields.ts';
import { firmMaker } from '../sample/firms.ts';
import { checkDigit } from '../sample/registration.ts';
import type { Party } from '#domain/applications/lookalikes.rules.ts';
import { soundsOf } from '#domain/applications/likeness.rules.ts';

/** A pool of parties of which it is known who is the same: for each pattern of entering twice, pairs of ids. */
export type Pool = { parties: Party[]; pairs: { pattern: string; one: string; other: string }[] };

const regions: Record<Region, number> = {
	seoul: 40,
	'gyeonggi-incheon': 25,
	chungcheong: 12,
	honam: 8,
	yeongnam: 15
} as Record<Region, number>;

/** `size` parties; `each` of them, for every pattern, are somebody who is in the pool already. */
export function labelledPool({ size, each, seed }: { size: number; each: number; seed: string }): Pool {
	const chance = chanceOf(seed);
	const makes: Makes = { chance, newFirm: firmMaker(chance, 0), regions };
	let made = 0;
	const honest = () => partyOf(chance, makes, made++);
	const twice = Object.entries(patterns);
	const parties = Array.from({ length: size - twice.length * each }, honest);
	const victims = chance.shuffled(parties).slice(0, twice.length * each);
	const pairs: Pool['pairs'] = [];
	for (const [pattern, enter] of twice) {
		for (let nth = 0; nth < each; nth++) {
			const victim = victims.pop()!;
			const stranger = honest();
			// In his place, with what the pattern has of the victim.
			parties.push({ ...stranger, ...enter(victim, stranger, chance) });
			pairs.push({ pattern, one: victim.id, other: stranger.id });
		}
	}
	return { parties, pairs };
}

// The n-th nine digits, far from their neighbours as real numbers are, and no two alike.
function numberOf(nth: number): string {
	const nine = String(100_000_000 + ((nth * 271_828_183) % 899_999_981));
	return nine + checkDigit(nine);
}

function partyOf(chance: Chance, makes: Makes, nth: number): Party {
	const { person, firm, answers } = newApplicant(makes, 2026);
	const local = person.email.split('@')[0]!;
	const mail = chance.weighted({
		...{ [`${local}.${nth}@gmail.com`]: 45, [`${local.replace('.', '')}${nth}@naver.com`]: 25 },
		[person.email]: 30
	});
	return {
		...{ id: `party-${String(nth).padStart(5, '0')}`, registration: numberOf(nth), name: answers.organisation_name! },
		...{ mails: [mail], phones: [`+8210${String(20_000_000 + ((nth * 7_919_317) % 79_999_987))}`] },
		links: answers.link ? [answers.link] : [`https://${firm.domain}`],
		people: [person.name],
		text: [answers.summary, answers.proposal, answers.asks].join('\n')
	};
}

type Enter = (victim: Party, stranger: Party, chance: Chance) => Partial<Party>;

const localOf = ({ mails }: Party) => mails[0]!.split('@')[0]!.replace(/[.+]/g, '');
const gmail = (victim: Party, spelled: (local: string) => string): Partial<Party> => {
	// Whoever has a mailbox elsewhere is given one, so that the pattern has something to spell.
	victim.mails = [...victim.mails.filter((mail) => !mail.endsWith('@gmail.com')), `${localOf(victim)}@gmail.com`];
	return { mails: [spelled(localOf(victim))] };
};
const near = (number: string, change: (figures: string[]) => void) => {
	const figures = [...number.slice(0, 9)];
	change(figures);
	return figures.join('') + checkDigit(figures.join(''));
};

/** Twenty ways to enter twice: what of the first entry the second has, spelled how. All else is a stranger's. */
export const patterns: Record<string, Enter> = {
	'dots in a mailbox': (victim) => gmail(victim, (local) => `${local[0]}.${local.slice(1)}@gmail.com`),
	'a plus in a mailbox': (victim) => gmail(victim, (local) => `${local}+two@gmail.com`),
	'the other name of a provider': (victim) => gmail(victim, (local) => `${local}@googlemail.com`),
	'full-width and capital letters in an address': (victim) => ({
		mails: [victim.mails[0]!.toUpperCase().replace(/[A-Z]/g, (a) => String.fromCharCode(a.charCodeAt(0) + 0xfee0))]
	}),
	'a domain in Hangul and in ASCII': (victim) => {
		victim.mails = [`${localOf(victim)}@마당${victim.id.slice(-5)}.kr`];
		return { mails: [`${localOf(victim)}@${new URL(`http://마당${victim.id.slice(-5)}.kr`).hostname}`] };
	},
	'the same telephone': ({ phones }) => ({ phones }),
	'a form before and after the name': (victim) => {
		const name = victim.name;
		victim.name = `(주)${name}`;
		return { name: `${name} 주식회사` };
	},
	'another spelling of Unicode': ({ name }) => ({ name: name.normalize('NFD').replace(/ /g, '\u3000') }),
	'letters of another script': ({ name }, _, chance) =>
		/[aeop]/.test(name)
			? { name: name.replace(/[aeop]/g, (letter) => ({ a: 'а', e: 'е', o: 'о', p: 'р' })[letter]!) }
			: { name: `${name}${chance.pick([' Inc.', ' Co., Ltd.', ' LLC'])}` },
	'the name in Latin letters and the same telephone': ({ name, phones }) => ({ name: soundsOf(name), phones }),
	'two figures swapped and the same name': ({ registration, name }) => ({
		...{ registration: near(registration, (n) => ([n[3], n[4]] = [n[4]!, n[3]!])), name: `㈜ ${name}` }
	}),
	'one figure changed and a name nearly the same': ({ registration, name }) => ({
		registration: near(registration, (n) => (n[8] = String((Number(n[8]) + 3) % 10))),
		name: name.length > 5 ? `${name.slice(0, -1)}` : `${name}s`
	}),
	'a branch of the firm': ({ name }, _, chance) => ({
		name: `${name} ${chance.pick(['부산지사', '대구지점', '글로벌'])}`
	}),
	'a sister firm of one domain': ({ links }) => ({ links: links.map((link) => link.replace('://', '://sister.')) }),
	'a co-applicant who leads elsewhere': (victim, stranger) => {
		victim.mails = [...victim.mails, stranger.mails[0]!];
		return {};
	},
	'who leads and who is with them swapped': (victim, stranger) => {
		victim.mails = [...victim.mails, `with.${stranger.id}@naver.com`];
		return { mails: [victim.mails.at(-1)!, victim.mails[0]!] };
	},
	'the same text': ({ text }) => ({ text }),
	'the same text, one word in ten changed': ({ text }, _, chance) => ({
		text: text
			.split(' ')
			.map((word) => (chance.happens(0.1) ? chance.pick(['새로운', 'better', '함께', 'local', '더']) : word))
			.join(' ')
	}),
	'the same sentences in another order': ({ text }, _, chance) => ({
		text: `${chance.pick(['안녕하세요. ', 'Hello. '])}${chance.shuffled(text.split(/(?<=[.!?])\s+/)).join(' ')}`
	}),
	'the same number from another account': ({ registration }) => ({ registration })
};
