/** Addresses, names and numbers as they are compared: what is written differently and means the same becomes one text. */

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** A host name in ASCII, so that `한글.kr` and its `xn--` form are one; nothing where it is none. */
function hostOf(text: string): string {
	const url = `http://${text}`;
	return URL.canParse(url) ? new URL(url).hostname.replace(/\.$/, '') : '';
}

/** A mail address in one spelling, or nothing where it is none. Its dots and its `+` are its own. */
export function mailKey(text: string): string {
	const [, local, domain] = /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(plain(text)) ?? [];
	const host = domain && hostOf(domain);
	return local && host ? `${local}@${host}` : '';
}

const dotless = new Set(['gmail.com', 'googlemail.com']);

/** The mailbox that most likely receives what is sent there: without `+…`, and without dots where they do not count. */
export function mailboxKey(text: string): string {
	const [local = '', host = ''] = mailKey(text).split('@');
	const base = local.split('+')[0]!;
	if (!base || !host) return '';
	return dotless.has(host) ? `${base.replaceAll('.', '')}@gmail.com` : `${base}@${host}`;
}

// Where anybody has an address or a page: that two share it says nothing.
const everybodys = new Set(
	(
		'gmail.com googlemail.com naver.com daum.net hanmail.net kakao.com nate.com outlook.com hotmail.com live.com msn.com ' +
		'yahoo.com yahoo.co.kr icloud.com me.com mac.com proton.me protonmail.com hanmail.com korea.com empas.com paran.com ' +
		'youtube.com youtu.be instagram.com facebook.com linkedin.com twitter.com x.com github.com github.io gitlab.io ' +
		'notion.so notion.site medium.com tistory.com brunch.co.kr google.com vercel.app netlify.app herokuapp.com ' +
		'apple.com figma.com vimeo.com wixsite.com imweb.me modoo.at oopy.io blogspot.com wordpress.com naver.me bit.ly'
	).split(' ')
);
const seconds = new Set('co or ac go ne re pe com net org edu gov'.split(' '));

/** The domain somebody registered, of a mail address or a link; nothing where it is everybody's or none. */
export function domainKey(text: string): string {
	const host = text.includes('@')
		? (mailKey(text).split('@')[1] ?? '')
		: URL.canParse(text.trim())
			? hostOf(new URL(text.trim()).hostname)
			: '';
	const labels = host.split('.');
	const isDeep = labels.length > 2 && seconds.has(labels.at(-2)!) && labels.at(-1)!.length === 2;
	const domain = labels.slice(isDeep ? -3 : -2).join('.');
	return domain.includes('.') && !/^[\d.]+$/.test(host) && !everybodys.has(domain) ? domain : '';
}

// Letters of other scripts that look like Latin ones, and figures that stand for letters.
const alike = new Map(
	'аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs αa βb εe ηn ιi κk νv οo ρp τt υu χx ɡg ıi 0o 1l'
		.split(' ')
		.map((pair) => [pair[0]!, pair[1]!])
);

const forms =
	/㈜|\(주\)|\(유\)|\(사\)|\(재\)|주식회사|유한책임회사|유한회사|합자회사|합명회사|사단법인|재단법인|농업회사법인|사회적협동조합|협동조합|\b(incorporated|inc|corporation|corp|company|co|limited|ltd|llc|plc|gmbh|pte|pty)\b\.?/gu;
const kin =
	/홀딩스|글로벌|코리아|그룹|인터내셔널|(서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|제주)?\s*(지사|지점|지부|본점|법인|사업부)|\b(holdings?|global|korea|group|international|branch|subsidiary|partners)\b/gu;

/** A firm's name with its letters folded, without its legal form, spaces and marks. */
export function nameKey(text: string): string {
	// NFKC first takes ㈜ apart; the form goes while its brackets and spaces still show where it ends.
	return onlyLetters(plain(text).replace(forms, ' '));
}

/** A firm's name without its legal form, and without the words that tell a group's firms apart: how people write it. */
export function spellings(text: string): string[] {
	const bare = text.normalize('NFKC').toLowerCase().replace(forms, ' ').trim();
	const stem = bare.replace(kin, ' ').trim();
	return stem.length >= 2 ? [bare, stem] : [bare];
}

/** What is left of a name without the words that tell a group's firms apart; the whole where too little would be left. */
export function stemKey(text: string): string {
	const stem = onlyLetters(plain(text).replace(forms, ' ').replace(kin, ' '));
	return stem.length >= 3 ? stem : nameKey(text);
}

const onlyLetters = (text: string) =>
	[...text.replace(/[^\p{L}\p{N}]+/gu, '')].map((letter) => alike.get(letter) ?? letter).join('');

const initials = 'g kk n d tt r m b pp s ss - j jj ch k t p h'.split(' ').map((one) => one.replace('-', ''));
const medials = 'a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i'.split(' ');
const finals = '- k k k n n n t l k m l l l p l m p p t t ng t t k t p t'.split(' ').map((one) => one.replace('-', ''));

/** A folded name in Latin letters, Hangul by its sounds, so that `한빛` and `Hanbit` come near each other. */
export function soundsOf(key: string): string {
	return [...key]
		.map((letter) => {
			const at = letter.codePointAt(0)! - 0xac00;
			if (at < 0 || at > 11171) return letter;
			return initials[Math.floor(at / 588)]! + medials[Math.floor((at % 588) / 28)]! + finals[at % 28]!;
		})
		.join('');
}

/** The runs of three letters of a text, its edges marked: what two spellings of a name share. */
export function trigramsOf(text: string): Set<string> {
	const edged = `  ${text} `;
	return new Set(Array.from({ length: Math.max(0, edged.length - 2) }, (_, at) => edged.slice(at, at + 3)));
}

/** How alike two sets are: 1 the same, 0 nothing in common (Dice). */
export function diceOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	let shared = 0;
	for (const gram of one) if (other.has(gram)) shared++;
	return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
}

/** Whether two registration numbers differ by one figure, or by two neighbours swapped; the check digit follows them. */
export function isSlipOf(one: string, other: string): boolean {
	const [a, b] = [one.slice(0, 9), other.slice(0, 9)];
	if (a === b || a.length !== 9 || b.length !== 9) return false;
	const apart = [...a].flatMap((figure, at) => (figure === b[at] ? [] : [at]));
	if (apart.length === 1) return true;
	const [left, right] = apart;
	return apart.length === 2 && right === left! + 1 && a[left!] === b[right] && a[right] === b[left!];
}

/** The keys under which a number and every number a slip away from it meet: one figure left out, in each place. */
export function slipKeys(number: string): string[] {
	const nine = number.slice(0, 9);
	if (!/^\d{9}$/.test(nine)) return [];
	const without = Array.from(nine, (_, at) => `${at}:${nine.slice(0, at)}_${nine.slice(at + 1)}`);
	const swapped = Array.from({ length: 8 }, (_, at) => {
		const two = [nine[at]!, nine[at + 1]!].sort().join('');
		return `${at}+${nine.slice(0, at)}${two}${nine.slice(at + 2)}`;
	});
	return [...without, ...swapped];
}
