import type { Words } from '#lib/words.ts';

/** A word the sample's records explain; its source is the encyclopaedia's page of this name in each language. */
export type SampleTerm = { word: Words; aliases: string[]; explanation: Words; source: Words; url: string };

const term = (
	[ko, en]: [string, string],
	aliases: string[],
	[saidKo, saidEn]: [string, string],
	page: string
): SampleTerm => ({
	...{ word: { ko, en }, aliases, explanation: { ko: saidKo, en: saidEn } },
	source: { ko: `위키백과(영어): ${page.replaceAll('_', ' ')}`, en: `Wikipedia: ${page.replaceAll('_', ' ')}` },
	url: `https://en.wikipedia.org/wiki/${page}`
});

export const sampleTerms: SampleTerm[] = [
	term(
		['그래픽 처리 장치', 'GPU'],
		['graphics processing unit', '그래픽처리장치'],
		[
			'원래 화면을 그리려고 만든 반도체입니다. 같은 계산을 수천 개씩 나란히 하는 데 능해서, 지금은 인공지능을 가르치고 돌리는 데 가장 많이 쓰입니다.',
			'A chip first made to draw screens. It does thousands of like sums side by side, which is why most AI is taught and run on it today.'
		],
		'Graphics_processing_unit'
	),
	term(
		['디램', 'DRAM'],
		[],
		[
			'컴퓨터가 지금 하는 일을 잠시 담아 두는 기억 장치입니다. 전기가 끊기면 지워집니다. 큰 모델일수록 더 많은 양이 필요합니다.',
			'Memory that holds what a computer is working on, for as long as there is power. The larger the model, the more of it is needed.'
		],
		'Dynamic_random-access_memory'
	),
	term(
		['고대역폭 메모리', 'HBM'],
		['HBM3E', 'high bandwidth memory'],
		[
			'디램을 여러 층으로 쌓아 올려 한꺼번에 많은 자료를 나르게 한 기억 장치입니다. 그래픽 처리 장치 바로 옆에 붙여, 계산이 자료를 기다리느라 멈추지 않게 합니다.',
			'DRAM stacked in layers so that much data moves at once. It sits right beside the GPU, so that the sums do not wait for their data.'
		],
		'High_Bandwidth_Memory'
	),
	term(
		['응용 프로그램 인터페이스', 'API'],
		['APIs'],
		[
			'한 프로그램이 다른 프로그램의 기능을 불러 쓰는 약속된 창구입니다. 회사는 모델을 직접 만들지 않고도 이 창구로 물어 답을 받을 수 있습니다.',
			'The agreed counter at which one program asks another for something. By it a firm can use a model it has not made.'
		],
		'API'
	),
	term(
		['인공지능', 'AI'],
		['artificial intelligence'],
		[
			'사람의 판단이나 말이 필요하다고 여기던 일을 컴퓨터가 하게 하는 기술을 두루 이르는 말입니다. 이 글에서는 주로 말을 다루는 모델을 가리킵니다.',
			'A broad name for having computers do what was thought to need human judgement or language. Here it mostly means models that work with language.'
		],
		'Artificial_intelligence'
	),
	term(
		['언어 모델', 'language model'],
		['LLM', 'large language model', '거대 언어 모델'],
		[
			'아주 많은 글에서 다음에 올 말을 맞히는 법을 익힌 프로그램입니다. 그 힘으로 옮기고 줄이고 답합니다. 사실을 아는 것과는 다르므로 답을 확인할 길이 따로 있어야 합니다.',
			'A program that has learnt from very much text which words come next, and so translates, shortens and answers. That is not the same as knowing facts: its answers need checking.'
		],
		'Large_language_model'
	),
	term(
		['검색 증강 생성', 'RAG'],
		['retrieval-augmented generation'],
		[
			'모델을 새로 가르치는 대신, 물을 때마다 관련 문서를 찾아 함께 보여 주고 답하게 하는 방법입니다. 무엇을 보고 답했는지 밝힐 수 있습니다.',
			'Instead of teaching a model anew, one looks up the documents that matter at each question and shows them along. It can say what an answer rests on.'
		],
		'Retrieval-augmented_generation'
	),
	term(
		['미세 조정', 'fine-tuning'],
		['파인튜닝'],
		[
			'이미 배운 모델에 한 분야의 예를 더 가르쳐 그 분야의 말투와 용어에 익숙하게 만드는 일입니다.',
			'Teaching a model that has learnt already some more, with examples of one field, until its words and ways are familiar.'
		],
		'Fine-tuning_(deep_learning)'
	)
];
