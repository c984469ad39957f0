import type { Option } from '#db/kinds.ts';
import type { Words } from '#lib/words.ts';
import type { FieldPart } from './parts.rules.ts';

const words = (ko: string, en: string): Words => ({ ko, en });
const option = (value: string, ko: string, en: string): Option => ({ value, label: { ko, en } });

const plain = {
	...{ help: null, is_required: true, is_feature: false, max_length: null, options: [] },
	...{ settings: {}, shown_when: null }
};

const organisation: FieldPart[] = [
	{ ...plain, key: 'organisation_name', kind: 'text', label: words('기업 이름', 'Name of the firm'), max_length: 60 },
	{
		...plain,
		key: 'registration_number',
		kind: 'organisation',
		label: words('사업자등록번호', 'Business registration number'),
		help: words('숫자 10자리입니다. 한 기업은 한 번만 신청할 수 있습니다.', 'Ten digits. A firm can apply once.')
	},
	{ ...plain, key: 'representative', kind: 'person', label: words('대표자 이름', 'Representative'), max_length: 60 },
	{
		...plain,
		key: 'phone',
		kind: 'phone',
		label: words('연락처', 'Phone'),
		help: words('선정 안내가 급할 때만 씁니다.', 'Used only when news of the selection is urgent.')
	}
];

const features: FieldPart[] = [
	{ ...plain, key: 'track', kind: 'track', is_feature: true, label: words('신청 분야', 'Track') },
	choice('region', words('본사가 있는 지역', 'Region of the head office'), [
		option('capital', '수도권', 'Seoul area'),
		option('gangwon', '강원', 'Gangwon'),
		option('chungcheong', '충청', 'Chungcheong'),
		option('honam', '호남', 'Honam'),
		option('yeongnam', '영남', 'Yeongnam'),
		option('jeju', '제주', 'Jeju')
	]),
	choice('stage', words('성장 단계', 'Stage'), [
		option('pre-seed', '투자 유치 전', 'Before funding'),
		option('seed', '시드', 'Seed'),
		option('series-a', '시리즈 A', 'Series A'),
		option('series-b', '시리즈 B 이상', 'Series B and later')
	]),
	choice('size', words('함께 일하는 사람 수', 'People'), [
		option('under-10', '10명 미만', 'Under 10'),
		option('10-49', '10~49명', '10 to 49'),
		option('50-299', '50~299명', '50 to 299'),
		option('300-up', '300명 이상', '300 and more')
	]),
	choice('sector', words('산업', 'Sector'), [
		option('software', '소프트웨어·AI', 'Software and AI'),
		option('health', '의료·바이오', 'Health'),
		option('manufacturing', '제조·로봇', 'Manufacturing and robots'),
		option('content', '콘텐츠·게임', 'Content and games'),
		option('education', '교육', 'Education'),
		option('finance', '금융', 'Finance'),
		option('public', '공공·기후', 'Public and climate'),
		option('other', '그 밖', 'Other')
	]),
	choice('female_led', words('여성이 대표인가요?', 'Led by a woman?'), [
		option('yes', '예', 'Yes'),
		option('no', '아니요', 'No')
	])
];

const proposal: FieldPart[] = [
	{
		...plain,
		key: 'summary',
		kind: 'text',
		label: words('한 줄 소개', 'In one line'),
		help: words('무엇을 누구에게 해 주는지 한 문장으로 적어 주세요.', 'What you do, for whom, in one sentence.'),
		max_length: 80
	},
	{
		...plain,
		key: 'proposal',
		kind: 'long',
		label: words('제안', 'Proposal'),
		help: words(
			'어떤 문제를 어떻게 풀고 있는지, 초청 기관의 기술을 어디에 쓰는지 적어 주세요.',
			'The problem, how you solve it, and where the guest’s technology comes in.'
		),
		max_length: 2000
	},
	{
		...plain,
		key: 'ask',
		kind: 'long',
		label: words('만나서 하고 싶은 이야기', 'What you would ask'),
		help: words('질문이나 협력 요청을 구체적으로 적어 주세요.', 'Your question or request, as concrete as it can be.'),
		max_length: 600
	},
	{
		...plain,
		key: 'link',
		kind: 'link',
		label: words('누리집이나 시연 주소', 'Website or demo'),
		is_required: false,
		max_length: 300
	}
];

function choice(key: string, label: Words, options: Option[]): FieldPart {
	return { ...plain, key, kind: 'choice', is_feature: true, label, options };
}

// Who comes to the meeting is named with the application, and may be changed like every answer until the call closes.
const delegate: FieldPart[] = [
	{
		...plain,
		key: 'delegate',
		kind: 'section',
		label: words('행사에 오실 분', 'Who would come'),
		is_required: false,
		help: words(
			'선정되면 이분께 안내합니다. 접수가 마감될 때까지 고쳐서 다시 제출하실 수 있습니다.',
			'If you are chosen, we write to this person. You can change it and submit again until the call closes.'
		)
	},
	{ ...plain, key: 'delegate_name', kind: 'person', label: words('이름', 'Name'), max_length: 60 },
	{ ...plain, key: 'delegate_role', kind: 'text', label: words('맡은 일', 'Role'), max_length: 60 },
	{ ...plain, key: 'delegate_phone', kind: 'phone', label: words('연락처', 'Phone') },
	{ ...plain, key: 'delegate_mail', kind: 'text', label: words('메일 주소', 'Mail address'), max_length: 120 }
];

/** What the form asks: who the firm is, what the quotas count, what it proposes, who would come. */
export const templateFields: FieldPart[] = [...organisation, ...features, ...proposal, ...delegate];
