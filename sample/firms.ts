import type { Words } from '#lib/words.ts';
import type { Chance } from './chance.ts';
import { registrationNumber } from './registration.ts';

export type Firm = { registrationNumber: string; name: Words; domain: string };

const heads =
	'가람 garam,가온빛 gaonbit,갈피 galpi,갓밝이 gatbalgi,고운결 gounkyul,곁두리 gyeotduri,구슬샘 guseulsaem,그루터 geuruteo,꽃담 kkotdam,나들목 nadeulmok,나린 narin,너나울 neonaul,너른들 neoreun,노루목 norumok,누리봄 nuribom,느루 neuru,늘찬 neulchan,다락 darak,다래울 daraeul,단미르 danmir,달무리 dalmuri,담소 damso,도담 dodam,도래솔 doraesol,돌담 doldam,두레박 durebak,두물 dumul,마루한 maruhan,마중물 majungmul,매듭 maedeup,모래톱 moraetop,무지개못 rainbowmot,물비늘 mulbineul,미리내 mirinae,미쁨 mippeum,바람결 baramgyeol,바른손길 bareunson,반디 bandi,벼리 byeori,별무늬 byeolmunui,보늬 bonui,볕뉘 byeotnwi,봄내 bomnae,빛가온 bitgaon,사부작 sabujak,살강 salgang,새벽별 saebyeok,새솔 saesol,서리꽃 seorikkot,소담한 sodamhan,솔바람 solbaram,수리온길 surigil,시나브로 sinabro,쌀밥 ssalbap,아라솔 arasol,아람 aram,안다미 andami,여울목 yeoulmok,온새미 onsaemi,올곧 olgot,우듬지 udeumji,윤슬빛 yunseulbit,은가비 eungabi,이든길 idengil,이음새 ieumsae,잇다온 itdaon,자작 jajak,조약돌 joyakdol,즈믄 jeumeun,지음 jieum,징검돌 jinggeom,찬솔 chansol,참빛 chambit,큰샘 keunsaem,타래 tarae,텃밭 teotbat,틔움 tuium,파란문 paranmun,포롱 porong,푸른솔 pureunsol,풀무 pulmu,하늘마루 haneulmaru,한들 handeul,한빛골 hanbitgol,함초롱 hamchorong,해거름 haegeoreum,해찬 haechan,햇귀 haetgwi,휘파람새 whistlebird,흰여울 huinyeoul';
const seconds =
	'결 gyeol,골 gol,길 gil,날 nal,누리 nuri,담 dam,들 deul,마루 maru,물 mul,미르 mir,별 byeol,봄 bom,빛 bit,새 sae,샘 saem,섬 seom,솔 sol,숲 sup,씨앗 ssiat,아침 achim,언덕 eondeok,여울 yeoul,온 on,울 ul,이랑 irang,재 jae,터 teo,틀 teul,풀 pul,하나 hana,해 hae,힘 him';

const pairs = (list: string) => list.split(',').map((entry) => entry.split(' ') as [string, string]);
const headList = pairs(heads);
const secondList = pairs(seconds);

/** Makes firms of which no two share a name, a registration number or a mail domain. `firstNumber` parts ranges of numbers. */
export function firmMaker(chance: Chance, firstNumber: number) {
	const taken = new Set<string>();
	let made = 0;
	return (tails: readonly string[]): Firm => {
		for (let tries = 0; ; tries++) {
			const { name, domain } = firmName(chance, tails, tries);
			if (taken.has(name.ko) || taken.has(domain)) continue;
			taken.add(name.ko).add(domain);
			return { registrationNumber: registrationNumber(firstNumber + made++), name, domain };
		}
	};
}

/** The more tries have failed, the longer the name: first a head and a tail, then a second part, then two. */
function firmName(chance: Chance, tails: readonly string[], tries: number) {
	const [ko, en] = chance.pick(headList);
	const [tailKo, tailEn] = chance.pick(tails).split('/') as [string, string];
	const extra = tries < 3 ? ['', ''] : tries < 9 ? chance.pick(secondList) : twoOf(chance);
	const english = `${capital(en + extra[1])} ${tailEn}`;
	return { name: { ko: `${ko}${extra[0]}${tailKo}`, en: english }, domain: `${slug(english)}.example` };
}

function twoOf(chance: Chance): [string, string] {
	const [one, other] = [chance.pick(secondList), chance.pick(secondList)];
	return [one[0] + other[0], one[1] + other[1]];
}

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
const slug = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
