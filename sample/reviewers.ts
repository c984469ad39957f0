import type { Words } from '#lib/words.ts';
import { easyPerson } from './staff.ts';
import type { SamplePerson, SampleReviewer } from './types.ts';

/** `leniency` is in points, `noise` the spread of their judgement. */
export type Reviewer = SampleReviewer & { leniency: number; noise: number };

type Row = [string, string, string, string, string, number, number];
const rows: Row[] = [
	[
		'reviewer',
		'민다래',
		'다담대학교 산업공학과',
		'Dadam University, Industrial Engineering',
		'manufacturing logistics robotics',
		0,
		0.55
	],
	[
		'reviewer2',
		'곽이든',
		'한결기술평가원',
		'Hangyeol Technology Appraisal',
		'semiconductor manufacturing climate',
		-0.55,
		0.4
	],
	[
		'reviewer3',
		'소하늬',
		'누리병원 의료정보센터',
		'Nuri Hospital, Medical Informatics',
		'medical accessibility',
		0.2,
		0.5
	],
	['reviewer4', '천보라', '법무법인 가온길', 'Gaongil Law', 'legal public finance', -0.3, 0.45],
	['reviewer5', '탁한솔', '새벽벤처파트너스', 'Saebyeok Venture Partners', 'finance commerce logistics', 0.1, 0.7],
	[
		'reviewer6',
		'피루리',
		'모두교육연구소',
		'Modu Institute of Education',
		'education language accessibility',
		0.45,
		0.55
	],
	['reviewer7', '어진솔', '들녘농업기술재단', 'Deulnyeok Foundation for Farming', 'agriculture climate', 0.15, 0.5],
	[
		'reviewer8',
		'제갈윤',
		'다담대학교 인공지능대학원',
		'Dadam University, Graduate School of AI',
		'language robotics semiconductor',
		-0.8,
		0.45
	],
	[
		'reviewer9',
		'Marit Oudekerk',
		'북해디자인연구소',
		'Noordzee Design Institute',
		'games content accessibility',
		0.3,
		0.6
	],
	['reviewer10', '맹주아', '시민데이터랩', 'Citizen Data Lab', 'public climate legal', 0, 0.5],
	[
		'reviewer11',
		'용태산',
		'물길항만물류연구원',
		'Mulgil Institute of Ports and Logistics',
		'logistics robotics commerce',
		0.25,
		0.65
	],
	['reviewer12', '편도경', '이야기콘텐츠협회', 'Iyagi Content Association', 'content games education', -0.15, 0.6]
];

/** The twelve who review, with what they know and how they lean. */
export const reviewers: Reviewer[] = rows.map(([person, , ko, en, expertise, leniency, noise]) => ({
	...{ person, expertise: expertise.split(' '), leniency, noise },
	affiliation: { ko, en } satisfies Words
}));

/**
 * The reviewers as people: the first has the easy address, the others write from their own houses. All at one domain,
 * they would seem to be of one organisation with every easy person who applies, and none of them could review it.
 */
export const reviewerPeople: SamplePerson[] = rows.map(([mail, name, , affiliation], at) => {
	const person = easyPerson(mail, name, /^[A-Z]/.test(name) ? 'en' : 'ko');
	return at === 0 ? person : { ...person, email: `${mail}@${houseOf(affiliation)}` };
});

function houseOf(affiliation: string): string {
	return `${affiliation.split(/\W/)[0]!.toLowerCase()}.example`;
}
