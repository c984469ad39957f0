import type { Letter } from '#lib/mail.server.ts';
import type { Locale } from '#lib/words.ts';
import { readableChance } from './chances.rules.ts';

/** A draw as its letters name it. `page` is its public address. */
/** `mine` is where an applicant sees their own application, and a reserve their place as it is now. */
export type DrawOfLetter = { title: Record<Locale, string>; page: string; mine: string; digest: string; when: string };

/** Asks somebody to witness: their personal link, and what they will do with it. In both languages: theirs is unknown. */
export function witnessLetter(
	to: string,
	witness: { name: string; link: string; title: Record<Locale, string> }
): Letter {
	return {
		to,
		subject: `[추첨 참관 / Witness] ${witness.title.ko}`,
		body: [
			`${witness.name} 님, 「${witness.title.ko}」 추첨의 참관인으로 모십니다.`,
			'',
			'하실 일은 두 번, 각각 1분입니다.',
			'1. 봉인 전: 아래 링크에서 비밀값을 만들어 간직하시고, 그 지문(SHA-256)만 보내 주십시오.',
			'2. 봉인 후: 같은 링크에서 간직하신 비밀값을 공개해 주십시오.',
			'명부와 규칙이 봉인될 때 아무도 비밀값을 모르므로, 주최자도 결과를 미리 알거나 고를 수 없습니다.',
			'',
			witness.link,
			'',
			'이 링크는 본인만 쓰셔야 합니다. 다른 분께 전달하지 말아 주십시오.',
			'',
			'----',
			'',
			`${witness.name}, you are asked to witness the draw of “${witness.title.en}”.`,
			'',
			'There are two things to do, a minute each.',
			'1. Before the seal: make a secret at the link above, keep it, and send only its fingerprint (SHA-256).',
			'2. After the seal: reveal the secret you kept, at the same link.',
			'Nobody knows the secrets when roster and rules are sealed, so not even the host can know or choose the result.',
			'',
			'The link is yours alone. Please do not pass it on.'
		].join('\n')
	};
}

/** Asks a witness to reveal, now that the draw is sealed. They find the link in the first letter: only they have it. */
export function revealLetter(to: string, draw: DrawOfLetter): Letter {
	return {
		to,
		subject: `[추첨 봉인됨 / Sealed] ${draw.title.ko}`,
		body: [
			`「${draw.title.ko}」 추첨이 봉인되었습니다. 처음 보내 드린 메일의 링크에서 간직하신 비밀값을 공개해 주십시오.`,
			`봉인값: ${draw.digest}`,
			draw.page,
			'',
			'----',
			'',
			`The draw of “${draw.title.en}” is sealed. Please reveal the secret you kept, at the link in our first letter.`,
			`Seal: ${draw.digest}`
		].join('\n')
	};
}

/** One entrant's lot, as their letters tell it. */
export type LotOfLetter = { lot: number; lots: number; num: number; den: number; about: readonly [number, number] };

/** Tells an entrant that the draw is sealed: their lot, their chance, and the digest that nobody can change any more. */
export function sealedLetter(to: string, locale: Locale, lot: LotOfLetter, draw: DrawOfLetter): Letter {
	const isCertain = lot.num === lot.den;
	if (locale === 'ko') {
		return {
			to,
			subject: `추첨이 봉인되었습니다: 추첨 번호 ${lot.lot}번`,
			body: [
				`「${draw.title.ko}」 추첨이 봉인되었습니다.`,
				'',
				`추첨 번호: ${lot.lot}번 (모두 ${lot.lots}곳)`,
				isCertain ? '심사 결과로 이미 선정이 확정되어 있습니다.' : `당첨 확률: ${chanceKo(lot)}`,
				`추첨 예정: ${draw.when}`,
				`봉인값: ${draw.digest}`,
				'',
				'봉인값은 명부와 규칙과 확률의 지문입니다. 이 메일을 보관해 두시면 나중에 아무것도 바뀌지 않았음을 직접 확인하실 수 있습니다.',
				draw.page
			].join('\n')
		};
	}
	return {
		to,
		subject: `The draw is sealed: your lot is ${lot.lot}`,
		body: [
			`The draw of “${draw.title.en}” is sealed.`,
			'',
			`Your lot: ${lot.lot} (of ${lot.lots})`,
			isCertain ? 'Your place is already certain, from the reviews.' : `Your chance: ${chanceEn(lot)}`,
			`The draw: ${draw.when}`,
			`Seal: ${draw.digest}`,
			'',
			'The seal is the fingerprint of roster, rules and chances. Keep this letter, and you can check later that nothing was changed.',
			draw.page
		].join('\n')
	};
}

/** What came out for an entrant. */
export type OutcomeOfLetter = LotOfLetter & { outcome: 'drawn' | 'reserve' | 'not'; rank: number };

/** Tells an entrant what came out, and where they can check it. */
export function resultLetter(to: string, locale: Locale, lot: OutcomeOfLetter, draw: DrawOfLetter): Letter {
	const says = locale === 'ko' ? resultKo(lot) : resultEn(lot);
	const body =
		locale === 'ko'
			? [
					`「${draw.title.ko}」 추첨이 끝났습니다.`,
					'',
					`추첨 번호 ${lot.lot}번: ${says}`,
					...(lot.num < lot.den ? [`추첨 전 확률: ${chanceKo(lot)}`] : []),
					...(lot.outcome === 'reserve'
						? ['', '지금의 순번과 초청 가능성은 여기에서 보실 수 있습니다.', draw.mine]
						: []),
					'',
					'추첨 기록 전체가 공개되어 있고, 브라우저에서 직접 검증하실 수 있습니다.',
					draw.page
				]
			: [
					`The draw of “${draw.title.en}” is done.`,
					'',
					`Lot ${lot.lot}: ${says}`,
					...(lot.num < lot.den ? [`Your chance before the draw: ${chanceEn(lot)}`] : []),
					...(lot.outcome === 'reserve' ? ['', 'Your place as it is now, and its chance, are here:', draw.mine] : []),
					'',
					'The whole transcript is public, and you can verify it in your own browser.',
					draw.page
				];
	const subject =
		locale === 'ko' ? `추첨 결과: ${says.split('.')[0]}` : `The result of the draw: ${says.split('.')[0]}`;
	return { to, subject, body: body.join('\n') };
}

function resultKo({ outcome, rank }: OutcomeOfLetter): string {
	if (outcome === 'drawn') return '선정되셨습니다. 초청장을 곧 보내 드립니다.';
	if (outcome === 'reserve') return `예비 ${rank}번입니다. 자리가 나면 순서에 따라 바로 연락드립니다.`;
	return '이번에는 선정되지 않으셨습니다. 참여해 주셔서 고맙습니다.';
}

function resultEn({ outcome, rank }: OutcomeOfLetter): string {
	if (outcome === 'drawn') return 'you have a place. Your invitation follows shortly.';
	if (outcome === 'reserve') return `you are number ${rank} in reserve. If a place becomes free, we write at once.`;
	return 'you were not drawn this time. Thank you for taking part.';
}

/** A chance to read, the exact fraction beside it where that is too long to read. */
function chanceKo({ num, den, about: [count, of] }: LotOfLetter): string {
	const { short, exact } = readableChance(num, den);
	return `${short} (약 ${of}곳 중 ${count}곳${exact ? `, 정확히는 ${exact}` : ''})`;
}

function chanceEn({ num, den, about: [count, of] }: LotOfLetter): string {
	const { short, exact } = readableChance(num, den);
	return `${short} (about ${count} in ${of}${exact ? `; exactly ${exact}` : ''})`;
}
