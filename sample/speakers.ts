import { busanDay } from './sessions.ts';
import type { SampleAccreditation, SampleBriefing, SampleSpeaker, SampleStay } from './types.ts';
import { after, hours, inKorea } from './zone.ts';

/** Makes speakers of one stop: somebody of the host who agreed to be recorded, but for what is said otherwise. */
export const speakerIn =
	(stop: string) =>
	(key: string, more: Partial<SampleSpeaker>): SampleSpeaker => ({
		...{ key, stop, side: 'host', delegate: null, person: null, name: null, title: null },
		...{ consent: 'agreed', hours: null, ...more }
	});

export const minister = {
	name: { ko: '탁윤슬', en: 'Tak Yunseul' },
	title: { ko: '미래산업부 장관', en: 'Minister of Future Industries' }
};

export const moderator = {
	person: 'moderator',
	name: { ko: '선우가을', en: 'Seonu Ga-eul' },
	title: { ko: '신산업교류처 진행자', en: 'Moderator, Office for New Industry Exchange' }
};

/** Who speaks in Busan: of the delegation by their place in it, of the host, and one from elsewhere who is not filmed. */
export function speakersAt(at: Date): SampleSpeaker[] {
	const one = speakerIn('busan');
	const clock = (from: number, to: number) => [inKorea(at, busanDay, from), inKorea(at, busanDay, to)] as const;
	return [
		one('principal', { side: 'delegation', delegate: 0 }),
		one('platform', { side: 'delegation', delegate: 3 }),
		one('safety', { side: 'delegation', delegate: 5 }),
		one('startups', { side: 'delegation', delegate: 6 }),
		one('minister', { ...minister, hours: clock(9, 14.5) }),
		one('host-moderator', moderator),
		one('professor', {
			side: 'other',
			name: { ko: '빙하율', en: 'Bing Hayul' },
			title: { ko: '오름대학교 교수', en: 'Professor, Oreum University' },
			consent: 'refused'
		})
	];
}

/** How the delegation comes and goes, by their place in it. */
export function staysAt(at: Date): SampleStay[] {
	const clock = (day: number, hour: number) => inKorea(at, busanDay + day, hour);
	const arrival = { arrivesAt: clock(-1, 18.5), arrivesBy: '특별기 TS 012 · 김해공항' };
	const leaving = { leavesAt: clock(1, 9), leavesBy: '의전 차량 · 부산역' };
	const rows = [
		['한국어 통역 필요, 영어', '채식', '낮은 조명', '+1-202-555-0101'],
		['영어, 일본어', '', '', '+1-202-555-0102'],
		['영어', '견과류 알레르기', '', '+1-202-555-0103'],
		['영어, 힌디어', '채식', '', '+1-202-555-0104'],
		['영어, 독일어', '', '휠체어 접근', '+1-202-555-0105'],
		['일본어, 영어', '', '', '+1-202-555-0106'],
		['영어, 프랑스어', '할랄', '', '+1-202-555-0107'],
		['영어, 이탈리아어', '', '', '+1-202-555-0108']
	] as const;
	return rows.map(([languages, dietary, needs, contact], delegate) => ({
		...{ delegate, stop: 'busan', ...arrival, ...leaving, lodging: `해무리호텔 ${1801 + delegate}호` },
		...{
			seat: delegate + 1,
			protocol: delegate + 1,
			metBy: '남궁하람 010-5550-0001',
			languages,
			dietary,
			needs,
			contact
		}
	}));
}

/** One accredited, one who waits. */
export function pressAt(at: Date): SampleAccreditation[] {
	return [
		{
			...{ stop: 'busan', person: 'press', outlet: '다도해일보', job: '과학기술부 기자', card: '기자증 2026-0417' },
			...{ note: '', appliedAt: after(at, -hours(72)), accreditedAt: after(at, -hours(48)) }
		},
		{
			...{
				stop: 'busan',
				person: 'press2',
				outlet: '월간 새물결',
				job: '사진기자',
				card: 'https://saemulgyeol.example/staff/seo'
			},
			...{ note: '카메라 두 대를 가져갑니다.', appliedAt: after(at, -hours(5)), accreditedAt: null }
		}
	];
}

/** What is to be read beforehand: by the guest's office, by who moderates, and by the press until an embargo. */
export function briefingsAt(at: Date): SampleBriefing[] {
	return [
		{
			...{ stop: 'busan', audience: 'guest', opensAt: after(at, -hours(2)), embargoUntil: null },
			title: { ko: '부산 일정과 의전 안내', en: 'Busan: the day and its protocol' },
			body: {
				ko: '공항에서 행사장까지 40분 걸립니다. 물마루홀에는 동쪽 문으로 들어가시며, 장관과의 대담은 30분입니다. 통역은 무대 왼쪽에 앉습니다.',
				en: 'The way from the airport takes 40 minutes. You enter Mulmaru Hall by the east door; the dialogue with the minister lasts 30 minutes. The interpreter sits on the left of the stage.'
			}
		},
		{
			...{ stop: 'busan', audience: 'moderators', opensAt: after(at, -hours(1)), embargoUntil: null },
			title: { ko: '진행 원고와 시간 배분', en: 'Moderator’s script and timing' },
			body: {
				ko: '대담 30분, 스타트업 질의응답 80분, 기자단 질문 40분입니다. 시간이 넘치면 다음 순서에서 줄이지 말고 진행팀에 알려 주세요.',
				en: 'Dialogue 30 minutes, startups 80, press 40. When time runs over, tell the stage team rather than cut the next segment.'
			}
		},
		{
			...{ stop: 'busan', audience: 'press', opensAt: after(at, -hours(1)), embargoUntil: inKorea(at, busanDay, 12) },
			title: { ko: '협력 방안 보도 자료', en: 'Press release on the cooperation' },
			body: {
				ko: '엠바고가 풀리기 전에는 보도하지 말아 주시기 바랍니다. 협력 방안의 요지는 공동 교육, 공용 시험 환경, 지역 스타트업 지원입니다.',
				en: 'Not to be published before the embargo ends. In short: joint training, a shared test environment, and support for startups of the region.'
			}
		}
	];
}
