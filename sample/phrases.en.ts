import type { Size, Stage } from './fields.ts';

/** What firms of every sector say in English. */
export const origin = [
	'Our founder did this work for {5~14} years before starting the firm.',
	'We spent our first {3|4|5|6} months following people at work and wrote no code at all.',
	'Our first product failed. What {9~24} customers told us afterwards became this one.',
	'We began as a university project and became a company when the users refused to let it end.',
	'A customer asked us to build it; we had been selling something else.',
	'Two of us grew up in families that do this for a living.',
	'There are many papers on this problem and very few tools.'
];

export const team: Record<Size, string[]> = {
	'1-9': [
		'We are {4~9} people, half of them from the trade itself.',
		'Two engineers can work on nothing else for {6~10} weeks.',
		'The team is small, so we do one thing at a time; this year it is this.',
		'There are {3~8} of us, and the founder would run the trial in person.'
	],
	'10-49': [
		'Of our {14~46} people, {5~11} build the product.',
		'{Three|Four|Five} people would work on this full time, led by our head of technology.',
		'Our field team visits every customer once a quarter, and reads the wrong answers together every Friday.'
	],
	'50+': [
		'We are {52~180} people in {two|three|four} places; {six|eight|ten} would be assigned.',
		'Security and quality have their own teams here, so a review could begin at once.'
	]
};

export const traction: Record<Stage, string[]> = {
	'pre-seed': [
		'There is no revenue yet; {three|four|five|six} organisations use the prototype every week.',
		'Our first paid invoice went out last month, for {80~340/10} dollars.',
		'We are {5~14} months old, with {15~60} organisations on a waiting list.'
	],
	seed: [
		'{5~27} customers pay us between {150~300/10} and {900~1800/100} dollars a month.',
		'Revenue last year was {120~480/10} thousand dollars, and {60~85}% of it was renewed.',
		'We lost {two|three} customers in the past half year and asked each of them why.',
		'Paid use has grown by {4~11}% a month for {7~14} months.'
	],
	'series-a': [
		'Revenue last year was {12~38}00 thousand dollars, {70~92}% of it subscriptions.',
		'{60~320/10} organisations use it and {84~96}% renewed last year.',
		'For the first time, {4~14}% of our sales came from abroad.'
	].map((line) => line.replace('{12~38}00 thousand', '{1|2|3}.{1~9} million')),
	'series-b-plus': [
		'We have been profitable for three years, with {8~34} million dollars of revenue.',
		'It runs at {400~1900/100} sites in Korea and {20~140/10} abroad.'
	]
};

/** What those say who have next to no customers yet. */
export const early = [
	'{Three|Four|Six} organisations tried it for {four|six|ten} weeks, and two of them want to keep it.',
	'We showed the prototype to {12~40} people; most asked when they could have it.',
	'Our tests are small so far: {60~240/20} cases, in about half the time a person took.',
	'It is right {78~88}% of the time, which is not enough; we know the cause of half of the errors.'
];

export const why = [
	'We tried {four|five|three} models side by side; long texts full of trade terms made all of them waver.',
	'We would rather have a model that says it does not know than one that guesses, and would like to work on exactly that.',
	'What is missing is not a feature but evidence that the result can be trusted.',
	'At today’s price a person is still cheaper. We want to change that sum.',
	'Korean as spoken on site is where models are weakest, and it is what we have recorded for years.',
	'We do not need speed. We need an answer that shows where it came from.',
	'We have come as far as a firm of our size can on its own.'
];

export const timeline = [
	'{Three|Four} weeks to prepare the data, {six|eight} weeks at {two|three} sites, {three|four} weeks to write up what we found.',
	'We plan for {three|four|five|six} months, and would decide together after the first whether to go on.',
	'We could start within {two|three} weeks.',
	'Twelve weeks are enough; every Friday we would share the figures, good or bad.',
	'The work has two stages. If the first misses its mark, we will not do the second.',
	'This year {two|three} sites in Korea, next year one in {Japan|Vietnam|Indonesia|Taiwan}.'
];

export const cost = [
	'We carry the cost of equipment and people and ask only for help with model fees.',
	'A call must cost less than {1|2|3|4} cents for us to break even.',
	'Our model bill is {900~7800/100} dollars a month; at half of that we could lower our price.',
	'We are not looking for a grant. An engineer’s time would help us more.'
];

export const worry = [
	'Our weak point: {60~80}% of the data come from one region, and we do not know how well it travels.',
	'What worries us most is a wrong answer used unread, so a person confirms every result.',
	'Personal data are removed on our side before anything leaves, and the removal is logged.',
	'Last year we were badly wrong once. Since then, answers below our confidence line are held back.',
	'We suspect that our test set is too easy, and would be glad of an outside look.',
	'{Two|Three|Four} of our customers may not send data abroad; we would like to find a way that respects this.'
];

export const close = [
	'We want to begin small and let the figures decide.',
	'If it does not work, we will publish that too.',
	'Half an hour with the real screen would explain more than this page.',
	'The test set we build will be open to others.',
	'We are after a long relationship rather than a quick contract.',
	'The people on site asked for this before we did.'
];

export const regional: Record<string, string[]> = {
	seoul: ['Our office is in {Seongsu|Guro|Magok|Sangam|Sinchon}; our customers are all over the country.'],
	'gyeonggi-incheon': ['Being in {Pangyo|Ansan|Hwaseong|Songdo|Pyeongtaek}, we are near the sites and can test often.'],
	chungcheong: ['From {Daejeon|Cheongju|Cheonan|Sejong} we reach both the institutes and the sites in a day.'],
	honam: ['We started in {Gwangju|Jeonju|Suncheon|Mokpo} and mean to keep hiring here.'],
	yeongnam: ['We work from {Busan|Daegu|Changwon|Ulsan|Pohang}, less than an hour from most customers.'],
	'gangwon-jeju': ['Hiring is hard in {Chuncheon|Gangneung|Wonju|Jeju}, but the test site is outside our door.']
};

export const askMore = [
	'An hour with an engineer every other week would help most.',
	'During the trial we would need {three|four|five} times our present rate limit.',
	'Please tell us {three|four|six} weeks before a model changes, so that we can run our tests first.',
	'We need it in writing that our data are not used for training.',
	'An introduction to {two|three} customers abroad would mean a great deal.',
	'We would like your opinion on whether our way of measuring is sound.'
];
