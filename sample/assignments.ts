import type { Chance } from './chance.ts';
import type { Written } from './applications.ts';
import { reviewers, type Reviewer } from './reviewers.ts';
import type { SampleAssignment, SampleConflict } from './types.ts';
import { after, hours, minutes } from './zone.ts';

const declared = [
	'이 기업의 자문을 맡은 적이 있습니다.',
	'대표자와 같은 연구실에서 일했습니다.',
	'가족이 이 기업에서 일합니다.',
	'지난해 이 기업과 공동 과제를 했습니다.',
	'이 기업에 투자한 조합에 참여하고 있습니다.',
	'제 제자가 세운 기업입니다.'
];
const known = ['심사위원의 소속 기관에서 나온 기업입니다.', '심사위원의 소속 기관이 이 기업의 주주입니다.'];

/** Who must not read what: fifteen declared and seven that follow from where the reviewer works, of 334. */
export function conflictsOf(live: Written[], at: Date, chance: Chance): SampleConflict[] {
	const share = (of334: number) => Math.max(1, Math.round((of334 * live.length) / 334));
	const firms = chance.shuffled(live).slice(0, share(15) + share(7));
	return firms.map(({ application, applicant }, index) => {
		const isDeclared = index < share(15);
		const near = reviewers.filter((reviewer) => reviewer.expertise.includes(applicant.sector.key));
		return {
			application: application.key,
			reviewer: chance.pick(near.length > 0 ? near : reviewers).person,
			reason: chance.pick(isDeclared ? declared : known),
			isDeclared,
			declaredAt: after(at, isDeclared ? hours(2) + minutes(chance.whole(0, 900)) : 0)
		};
	});
}

/** Three reviewers for each application: never one in conflict, those who know the field first, all with about the same load. */
export function assign(live: Written[], conflicts: SampleConflict[], at: Date, chance: Chance): SampleAssignment[] {
	const barred = new Set(conflicts.map(({ application, reviewer }) => `${application} ${reviewer}`));
	const load = new Map(reviewers.map(({ person }) => [person, 0]));
	return chance.shuffled(live).flatMap(({ application, applicant }) => {
		const least = Math.min(...load.values());
		const cost = (reviewer: Reviewer) =>
			load.get(reviewer.person)! -
			least -
			(reviewer.expertise.includes(applicant.sector.key) ? 1.6 : 0) +
			chance.next() * 0.5;
		return reviewers
			.filter(({ person }) => !barred.has(`${application.key} ${person}`))
			.map((reviewer) => ({ reviewer, cost: cost(reviewer) }))
			.sort((one, other) => one.cost - other.cost)
			.slice(0, 3)
			.map(({ reviewer: { person } }) => {
				load.set(person, load.get(person)! + 1);
				return { application: application.key, reviewer: person, assignedAt: at };
			});
	});
}
