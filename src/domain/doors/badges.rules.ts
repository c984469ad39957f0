import type { Words } from '#lib/words.ts';

/** Who wears a badge, in the order they are printed: the guest's people, the press, who was invited, who registered. */
export const badgeGroups = ['delegation', 'press', 'invited', 'registered'] as const;
export type BadgeGroup = (typeof badgeGroups)[number];

/** What a badge says. `secret` is what its wearer's ticket says to a door, where they have one. */
export type Badge = {
	key: string;
	group: BadgeGroup;
	name: string;
	/** The name in the other language, where it is written differently. */
	second: string;
	firm: string;
	/** The kind of place in both languages, for who registered. */
	kind: Words | null;
	secret: string | null;
};

/** How a badge tells a group from the others: by its colour and by words in both languages, for colour alone tells not everybody. */
export const bands: Record<BadgeGroup, { colour: string; words: Words }> = {
	delegation: { colour: '#12513f', words: { ko: '방문단', en: 'Delegation' } },
	press: { colour: '#b4431f', words: { ko: '기자단', en: 'Press' } },
	invited: { colour: '#1d5c8f', words: { ko: '초청 참석자', en: 'Invited' } },
	registered: { colour: '#575d57', words: { ko: '참가자', en: 'Participant' } }
};

/** What stands in a badge's band. */
export const bandOf = ({ group, kind }: Badge): Words => (group === 'registered' && kind) || bands[group].words;

/** Which badges are printed: of these groups, of those whose name or firm holds this text; so many places of the first sheet left free. */
export type Choice = { groups: BadgeGroup[]; text: string; skip: number };

const folded = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** Those of the badges that are chosen, group by group and then by name. */
export function chosen(badges: Badge[], { groups, text }: Choice): Badge[] {
	const wanted = folded(text);
	return badges
		.filter(({ group }) => groups.includes(group))
		.filter(
			({ name, second, firm }) => wanted === '' || [name, second, firm].some((one) => folded(one).includes(wanted))
		)
		.toSorted(
			(a, b) => badgeGroups.indexOf(a.group) - badgeGroups.indexOf(b.group) || a.name.localeCompare(b.name, 'ko')
		);
}

/** So many are on a sheet, in two columns. */
export const aSheet = { columns: 2, rows: 4, each: 8 };
export const sheetsFor = (count: number, skip: number): number =>
	Math.ceil((count === 0 ? 0 : count + skip) / aSheet.each);
