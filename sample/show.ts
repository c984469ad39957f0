// Prints some applications of the sample programme to read: `node sample/show.ts 5 [ko|en] [seed]`.

import { sampleCall } from './programme.ts';
import type { SampleApplication, SampleCall } from './types.ts';

const [count = '5', language, seed = 'madang'] = process.argv.slice(2);
const call = sampleCall({
	slug: 'busan-2026',
	stop: 'busan',
	state: 'reviewed',
	applications: 334,
	seed,
	at: new Date()
});
const some = call.applications.filter((one) => !language || one.language === language).slice(0, Number(count));
for (const application of some) console.log(shown(application, call));

function shown({ key, answers, submittedAt }: SampleApplication, { reviews }: SampleCall): string {
	const features = ['track', 'sector', 'region', 'stage', 'size', 'female_led']
		.map((name) => answers[name])
		.join(' · ');
	const said = reviews
		.filter((review) => review.application === key)
		.map(({ scores, comment }) => `  [${Object.values(scores).join(' ')}] ${comment}`);
	return [
		`── ${key}  ${submittedAt?.toISOString() ?? 'not submitted'}`,
		`${answers['organisation_name']} (${answers['registration_number']}) ${answers['representative']}`,
		features,
		`» ${answers['summary']}`,
		answers['proposal'],
		`→ ${answers['asks']}`,
		...said,
		''
	].join('\n');
}
