import type { Words } from '#lib/words.ts';
import { guestCompany } from './guest.ts';
import { host } from './tour.ts';
import type { SampleQuota, SampleStop, SampleTrack } from './types.ts';

export const tracks: SampleTrack[] = [
	{ key: 'api', name: { ko: 'API 활용', en: 'API use' }, places: 60 },
	{ key: 'collaboration', name: { ko: '공동 협력', en: 'Collaboration' }, places: 40 }
];

const range = (feature: string, value: string, min: number, max: number): SampleQuota => ({ feature, value, min, max });

/** At least 40 of the 100 from outside the capital region: that is what the maxima of the first two add up to. */
const regional: Record<string, SampleQuota[]> = {
	seoul: [
		range('region', 'seoul', 0, 38),
		range('region', 'gyeonggi-incheon', 0, 22),
		range('region', 'yeongnam', 8, 100)
	],
	busan: [
		range('region', 'seoul', 0, 30),
		range('region', 'gyeonggi-incheon', 0, 18),
		range('region', 'yeongnam', 24, 100)
	]
};

/** What the drawn must make up: exact places by track, regions, early firms, firms led by women. */
export function quotasAt(stop: string): SampleQuota[] {
	return [
		...tracks.map(({ key, places }) => range('track', key, places, places)),
		...(regional[stop] ?? regional['seoul']!),
		range('region', 'chungcheong', 5, 100),
		range('region', 'honam', 5, 100),
		range('region', 'gangwon-jeju', 3, 100),
		range('stage', 'pre-seed', 16, 100),
		range('stage', 'series-b-plus', 0, 12),
		range('female_led', 'yes', 20, 100)
	];
}

/** As many places as 100 are of 334, and of the quotas only the tracks' and the early firms': it must fit few as well. */
export function heldPlaces(applications: number): { tracks: SampleTrack[]; quotas: SampleQuota[] } {
	const share = (of334: number) => Math.max(1, Math.floor((of334 * applications) / 334));
	const shared = tracks.map((track) => ({ ...track, places: share(track.places) }));
	const places = shared.reduce((sum, track) => sum + track.places, 0);
	const early = applications < 100 ? [] : [range('stage', 'pre-seed', share(14), places)];
	return {
		tracks: shared,
		quotas: [...shared.map(({ key, places }) => range('track', key, places, places)), ...early]
	};
}

/** The texts of the notice for a stop. */
export function noticeTexts(stop: SampleStop): Record<'title' | 'purpose' | 'whoMay' | 'howChosen', Words> {
	const { city } = stop;
	return {
		title: {
			ko: `${guestCompany.ko} ${city.ko} 방문, 함께할 기업을 모십니다`,
			en: `Meet ${guestCompany.en} in ${city.en}: open call for firms`
		},
		purpose: {
			ko: `국내 기업 100곳이 ${guestCompany.ko}의 대표와 임원 일곱 명을 ${city.ko}에서 직접 만나 협력을 이야기합니다. ${host.name.ko}의 초청입니다. 크고 이름난 기업만의 자리가 되지 않도록, 누구나 신청할 수 있게 공개로 모집합니다. 참가비는 없습니다.`,
			en: `One hundred Korean firms meet the head of ${guestCompany.en} and seven executives in ${city.en}. The ${host.name.en} invites. So that this is not a room for the large and well known alone, anybody may apply. Taking part is free.`
		},
		whoMay: {
			ko: '대한민국에 사업자등록을 한 기업이면 신청할 수 있습니다. 업력과 규모는 가리지 않습니다. 한 기업은 신청서를 하나만 낼 수 있고, 두 분야 가운데 하나를 고릅니다.\n\n• API 활용: 초청 기업의 모델을 서비스에 쓰고 있거나 여섯 달 안에 쓰려는 기업\n• 공동 협력: 연구, 자료, 장비, 현장 실증을 함께하려는 기업\n\n세금을 체납하고 있거나 휴업·폐업한 기업은 신청할 수 없습니다.',
			en: 'Any firm with a Korean business registration may apply, whatever its age or size. A firm leaves one application, in one of two tracks.\n\n• API use: firms that build on the guest’s models, or will within six months\n• Collaboration: firms that offer joint research, data, equipment or a trial in the field\n\nFirms in arrears with taxes, or no longer trading, cannot apply.'
		},
		howChosen: {
			ko: '심사위원 세 분의 심사와, 할당을 지키는 공개 추첨으로 정합니다.\n\n1. 심사: 심사위원 세 분이 신청서마다 다섯 가지 기준으로 점수를 드립니다. 이해관계가 있는 심사위원은 그 신청서를 볼 수 없습니다.\n2. 구간: 점수에 따라 선정, 추첨, 미선정으로 나눕니다. 나눈 기준은 추첨 전에 공개합니다.\n3. 추첨: 남은 자리는 공개 추첨으로 정합니다. 지역, 투자 단계, 여성 대표 기업의 할당을 지키는 조합 안에서 뽑습니다. 뽑는 방법과 명부는 미리 봉인하고, 결과는 누구나 직접 확인할 수 있습니다.\n\n선정된 기업에는 초청장을 보냅니다. 기한 안에 답이 없으면 예비 순번의 기업에 기회가 갑니다.',
			en: 'Three reviews of each application, then a public draw within quotas.\n\n1. Review: three reviewers score each application on five criteria. A reviewer with an interest in a firm cannot see its application.\n2. Bands: by the scores, applications are accepted, go into the draw, or are declined. Where the lines lie is published before the draw.\n3. Draw: the places left are drawn in public, within the quotas for regions, stage and firms led by women. The method and the roster are sealed beforehand, and anybody can verify the result.\n\nThose chosen receive an invitation. Without a reply in time, the next on the reserve list is invited.'
		}
	};
}
