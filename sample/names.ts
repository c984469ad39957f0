import type { Chance } from './chance.ts';
import type { Locale } from '#lib/words.ts';

/** A person's name as written in their language, and the part of a mail address made of it. */
export type PersonName = { name: string; mail: string };

const surnames =
	'김 kim 20,이 lee 14,박 park 8,최 choi 5,정 jung 5,강 kang 3,조 cho 3,윤 yoon 3,장 jang 3,임 lim 2,한 han 2,오 oh 2,서 seo 2,신 shin 2,권 kwon 2,황 hwang 2,안 ahn 2,송 song 2,류 ryu 1,홍 hong 1,전 jeon 1,고 ko 1,문 moon 1,손 son 1,양 yang 1,배 bae 1,백 baek 1,허 heo 1,남 nam 1,심 shim 1,노 noh 1,하 ha 1,곽 kwak 1,성 sung 1,차 cha 1,주 joo 1,우 woo 1,구 koo 1,민 min 1,진 jin 1,나 na 1,지 ji 1,엄 eom 1,변 byun 1,탁 tak 1,봉 bong 1';
const women =
	'서윤 seoyun,지안 jian,하린 harin,수아 sua,예린 yerin,소율 soyul,다인 dain,유나 yuna,민지 minji,은채 eunchae,가온 gaon,나은 naeun,채원 chaewon,보민 bomin,혜인 hyein,세아 sea,미래 mirae,정연 jeongyeon,은서 eunseo,윤슬 yunseul,선아 seona,혜진 hyejin,경아 gyeonga,영주 yeongju,미경 migyeong,주희 juhui,현정 hyeonjeong,소희 sohui,지원 jiwon,다솜 dasom,연우 yeonu,수진 sujin,아름 areum,희수 huisu,나래 narae,유경 yugyeong,은비 eunbi,세린 serin,인영 inyeong,효주 hyoju';
const men =
	'도윤 doyun,시우 siu,준서 junseo,하준 hajun,지호 jiho,건우 geonu,우진 ujin,선우 seonu,민재 minjae,현우 hyeonu,정민 jeongmin,승현 seunghyeon,태윤 taeyun,재원 jaewon,동현 donghyeon,성훈 seonghun,영민 yeongmin,기태 gitae,상우 sangu,종혁 jonghyeok,진호 jinho,석민 seokmin,한결 hangyeol,은호 eunho,찬영 chanyeong,규민 gyumin,형준 hyeongjun,병욱 byeonguk,경수 gyeongsu,대현 daehyeon,인호 inho,윤재 yunjae,태경 taegyeong,원석 wonseok,광현 gwanghyeon,무진 mujin,세훈 sehun,동하 dongha,지환 jihwan,해솔 haesol';
const foreignFirst =
	'Amara,Anneke,Arjun,Aylin,Bruno,Camille,Carys,Chidi,Dalia,Daniel,Elena,Farah,Gareth,Hanna,Ines,Ivo,Jonas,Kavya,Kwame,Laila,Linh,Lucia,Maren,Mateus,Milan,Nadia,Nikhil,Oksana,Pavel,Priya,Rafael,Ruth,Saskia,Sofia,Tariq,Thuy,Tomas,Viktor,Wanjiru,Yusuf'.split(
		','
	);
const foreignLast =
	'Abara,Achterberg,Bhandari,Brandvold,Calloway,Castellan,Dhillon,Eriksen,Fairweather,Ferreiro,Galloway,Haverkamp,Iyer,Jansson,Kettering,Kowalec,Lindqvist,Maheshwari,Marchetti,Mbeki-Rowe,Nakamori,Novotna,Okonjo,Osei,Pellegrin,Quayle,Raghavan,Rosendahl,Sandoval,Tanimoto,Thackeray,Tran,Ullmann,Vasquez,Wendt,Whitlock,Xuereb,Yilmaz,Zamora,Zielinska'.split(
		','
	);

const pairs = (list: string) => list.split(',').map((entry) => entry.split(' ') as [string, string, string?]);
const surnameList = pairs(surnames).flatMap(([ko, en, share]) =>
	Array.from({ length: Number(share) }, () => [ko, en] as const)
);
const womenList = pairs(women);
const menList = pairs(men);

/** Well-known people a chance combination must not name. */
export const wellKnown = new Set(
	'김연아,김선우,김동현,김민재,김태윤,이재원,이선아,박지원,박보민,이지원,오세훈,우상호,고민정,나경원,남지현,정세아,신세아,박해솔,한지원,한지호,이도윤,이정민,조정민,송민재,박성훈,하정우,송지호,심은경,이유나,최유나,김유나,고아름,이세훈,최민재,차은채,우지원,주진호,이현우,이준서,박서윤,장나래,진선우,이선우,노재원,문상우,이광현,김광현,최무진,최은서,최지안,이시우,김인호,이인호,이인영,강동하,김기태,배수진,최수진,조수아,문채원,정채원,김채원,김지원,하지원,고지원,은지원,전인영,최지원,전민재,권민지,이채원,한민지,김민지,박민지'.split(
		','
	)
);

/** A made-up person's name. Some of those who write in English have a name from elsewhere. */
export function personName(
	chance: Chance,
	{ language, isFemale }: { language: Locale; isFemale: boolean }
): PersonName {
	if (language === 'en' && chance.happens(0.55)) return foreignName(chance);
	const [surname, surnameMail] = chance.pick(surnameList);
	const [given, givenMail] = chance.pick(isFemale ? womenList : menList);
	const name = surname + given;
	if (wellKnown.has(name)) return personName(chance, { language, isFemale });
	const mail = `${givenMail}.${surnameMail}`;
	return { name: language === 'ko' ? name : `${capital(givenMail)} ${capital(surnameMail)}`, mail };
}

function foreignName(chance: Chance): PersonName {
	const first = chance.pick(foreignFirst);
	const last = chance.pick(foreignLast);
	return { name: `${first} ${last}`, mail: `${first}.${last}`.toLowerCase() };
}

const capital = (word: string) => word[0]!.toUpperCase() + word.slice(1);
