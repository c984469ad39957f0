import type { Words } from '#lib/words.ts';
import { sectors } from './sectors/index.ts';
import type { SampleField, SampleFieldKind, SampleTrack } from './types.ts';

export const regions = {
	seoul: { ko: '서울', en: 'Seoul' },
	'gyeonggi-incheon': { ko: '경기·인천', en: 'Gyeonggi and Incheon' },
	chungcheong: { ko: '대전·세종·충청', en: 'Daejeon, Sejong and Chungcheong' },
	honam: { ko: '광주·전라', en: 'Gwangju and Jeolla' },
	yeongnam: { ko: '부산·대구·울산·경상', en: 'Busan, Daegu, Ulsan and Gyeongsang' },
	'gangwon-jeju': { ko: '강원·제주', en: 'Gangwon and Jeju' }
} satisfies Record<string, Words>;
export const stages = {
	'pre-seed': { ko: '예비·프리시드', en: 'Pre-seed' },
	seed: { ko: '시드', en: 'Seed' },
	'series-a': { ko: '시리즈 A', en: 'Series A' },
	'series-b-plus': { ko: '시리즈 B 이상', en: 'Series B or later' }
} satisfies Record<string, Words>;
export const sizes = {
	'1-9': { ko: '1~9명', en: '1 to 9 people' },
	'10-49': { ko: '10~49명', en: '10 to 49 people' },
	'50+': { ko: '50명 이상', en: '50 people or more' }
} satisfies Record<string, Words>;
export const femaleLed = {
	yes: { ko: '예', en: 'Yes' },
	no: { ko: '아니요', en: 'No' }
} satisfies Record<string, Words>;

export const formats = {
	pilot: { ko: '시범 사업', en: 'A pilot' },
	research: { ko: '공동 연구', en: 'Research together' },
	data: { ko: '데이터 협력', en: 'Working on data' },
	training: { ko: '기술 교육', en: 'Training' }
} satisfies Record<string, Words>;

export type Region = keyof typeof regions;
export type Stage = keyof typeof stages;
export type Size = keyof typeof sizes;

type More = Partial<Omit<SampleField, 'key' | 'kind' | 'label'>>;

function field(key: string, kind: SampleFieldKind, [ko, en]: [string, string], more: More = {}): SampleField {
	return {
		...{ key, kind, label: { ko, en }, help: null, isRequired: true, isFeature: false, maxLength: null, options: [] },
		...{ settings: {}, shownWhen: null },
		...more
	};
}

const optionsFrom = (choices: Record<string, Words>) =>
	Object.entries(choices).map(([value, label]) => ({ value, label }));
const feature = (choices: Record<string, Words>): More => ({ isFeature: true, options: optionsFrom(choices) });
const section = (key: string, label: [string, string], help: Words): SampleField =>
	field(key, 'section', label, { isRequired: false, help });

/** The form of a call with these tracks. */
export function formFields(tracks: SampleTrack[]): SampleField[] {
	return [
		section('about-firm', ['기업 정보', 'Your firm'], {
			ko: '심사위원에게는 연락처를 보여 주지 않습니다.',
			en: 'Reviewers do not see how to reach you.'
		}),
		field('organisation_name', 'text', ['기업 이름', 'Name of the firm'], {
			maxLength: 60,
			help: { ko: '사업자등록증에 적힌 이름 그대로 적어 주세요.', en: 'As it stands on the business registration.' }
		}),
		field('registration_number', 'organisation', ['사업자등록번호', 'Business registration number'], {
			help: {
				ko: '숫자 10자리입니다. 한 기업은 신청서를 하나만 낼 수 있습니다.',
				en: 'Ten digits. One firm can leave one application.'
			}
		}),
		field('representative', 'person', ['대표자 이름', 'Name of the representative'], { maxLength: 40 }),
		field('phone', 'phone', ['연락처', 'Phone'], {
			maxLength: 20,
			help: {
				ko: '선정 결과와 관련해 급할 때만 전화드립니다.',
				en: 'We call only when a matter of the selection is urgent.'
			}
		}),
		field('track', 'track', ['지원 분야', 'Track'], {
			...feature(Object.fromEntries(tracks.map((track) => [track.key, track.name]))),
			help: { ko: '한 분야만 고를 수 있습니다.', en: 'Choose one.' }
		}),
		field('region', 'choice', ['본사 소재지', 'Where the head office is'], feature(regions)),
		field('stage', 'choice', ['투자 단계', 'Stage'], feature(stages)),
		field('size', 'choice', ['직원 수', 'Number of people'], feature(sizes)),
		field('female_led', 'choice', ['여성 대표 기업입니까?', 'Is the firm led by a woman?'], feature(femaleLed)),
		field('sector', 'choice', ['사업 분야', 'Sector'], {
			options: sectors.map(({ key, label }) => ({ value: key, label }))
		}),
		field('founded', 'number', ['설립 연도', 'Year founded'], {
			isRequired: false,
			settings: { min: '1900', max: '2100' }
		}),
		...proposalFields
	];
}

const proposalFields = [
	section('about-proposal', ['제안', 'Your proposal'], {
		ko: '한국어와 영어 가운데 편한 말로 적어 주세요.',
		en: 'In Korean or in English, whichever you prefer.'
	}),
	field('monthly_calls', 'number', ['한 달 예상 API 호출량', 'API calls you expect in a month'], {
		help: { ko: '대략이면 됩니다.', en: 'An estimate will do.' },
		settings: { unit: { ko: '만 건', en: 'ten thousand' }, min: '1', max: '100000' },
		shownWhen: { key: 'track', values: ['api'] }
	}),
	field('formats', 'choices', ['바라는 협력 방식', 'How you would like to work together'], {
		options: optionsFrom(formats),
		settings: { least: 1, most: 2 },
		shownWhen: { key: 'track', values: ['collaboration'] }
	}),
	field('summary', 'text', ['한 줄 소개', 'In one line'], {
		maxLength: 80,
		help: {
			ko: '누구의 어떤 일을 돕는지 한 문장으로 적어 주세요. 80자까지입니다.',
			en: 'Whom you help with what, in one sentence. Up to 80 letters.'
		}
	}),
	field('proposal', 'long', ['협력 제안', 'Proposal'], {
		maxLength: 1500,
		help: {
			ko: '지금 하는 일, 함께하고 싶은 일, 확인할 방법을 적어 주세요. 1,500자까지입니다.',
			en: 'What you do now, what you would like to do together, how one could tell that it worked. Up to 1,500 letters.'
		}
	}),
	field('asks', 'long', ['초청 기업에 바라는 것', 'What you ask of the guest'], {
		maxLength: 600,
		help: { ko: '구체적일수록 좋습니다. 600자까지입니다.', en: 'The more concrete the better. Up to 600 letters.' }
	}),
	field('link', 'link', ['참고 링크', 'A link'], {
		isRequired: false,
		maxLength: 200,
		help: {
			ko: '누리집이나 시연 영상 주소입니다. 없으면 비워 두세요.',
			en: 'A site or a demonstration, if you have one.'
		}
	})
];
