import { delegates, guestCompany } from './guest.ts';
import type { SampleHost, SampleStop, SampleTour } from './types.ts';
import { koreanDay } from './zone.ts';

export const host: SampleHost = {
	slug: 'sinsaneop',
	name: { ko: '신산업교류처', en: 'Office for New Industry Exchange' }
};

// Slug, day of the tour, city, country, zone, hall, address, latitude and longitude. The halls are made up.
type Row = [string, number, string, string, string, string, string, string, string, string, string, string];
const rows: Row[] = [
	[
		'lisbon',
		-24,
		'리스본',
		'Lisbon',
		'포르투갈',
		'Portugal',
		'Europe/Lisbon',
		'테주 부두 창고홀',
		'Tejo Quay Warehouse',
		'카이스 두 아틀란티쿠 12',
		'Cais do Atlântico 12',
		'38.7069/-9.1448'
	],
	[
		'london',
		-21,
		'런던',
		'London',
		'영국',
		'United Kingdom',
		'Europe/London',
		'라임키트 홀',
		'Limekit Hall',
		'페리맨 레인 40',
		'40 Ferryman Lane',
		'51.5079/-0.0877'
	],
	[
		'paris',
		-18,
		'파리',
		'Paris',
		'프랑스',
		'France',
		'Europe/Paris',
		'살 데 포르주',
		'Salle des Forges',
		'렌데포르주 8',
		'8 Quai des Forges',
		'48.8462/2.3700'
	],
	[
		'berlin',
		-15,
		'베를린',
		'Berlin',
		'독일',
		'Germany',
		'Europe/Berlin',
		'벡셀베르크',
		'Wechselwerk',
		'벡셀슈트라세 21',
		'Wechselstraße 21',
		'52.5006/13.4432'
	],
	[
		'warsaw',
		-12,
		'바르샤바',
		'Warsaw',
		'폴란드',
		'Poland',
		'Europe/Warsaw',
		'할라 프롬',
		'Hala Prom',
		'프로모바 5',
		'ul. Promowa 5',
		'52.2466/21.0369'
	],
	[
		'nairobi',
		-8,
		'나이로비',
		'Nairobi',
		'케냐',
		'Kenya',
		'Africa/Nairobi',
		'자카란다 강당',
		'Jacaranda Auditorium',
		'자카란다 클로즈 3',
		'3 Jacaranda Close',
		'-1.2763/36.8140'
	],
	[
		'dubai',
		-4,
		'두바이',
		'Dubai',
		'아랍에미리트',
		'United Arab Emirates',
		'Asia/Dubai',
		'크리크 파빌리온',
		'Creek Pavilion',
		'다우 워크 17',
		'17 Dhow Walk',
		'25.2637/55.3099'
	],
	[
		'bengaluru',
		0,
		'벵갈루루',
		'Bengaluru',
		'인도',
		'India',
		'Asia/Kolkata',
		'님 트리 홀',
		'Neem Tree Hall',
		'오차드 크로스 9',
		'9 Orchard Cross',
		'12.9721/77.5933'
	],
	[
		'singapore',
		5,
		'싱가포르',
		'Singapore',
		'싱가포르',
		'Singapore',
		'Asia/Singapore',
		'탄종 룸',
		'Tanjong Rooms',
		'캠퍼 레인 2',
		'2 Camphor Lane',
		'1.2790/103.8536'
	],
	[
		'jakarta',
		9,
		'자카르타',
		'Jakarta',
		'인도네시아',
		'Indonesia',
		'Asia/Jakarta',
		'발라이 음바코',
		'Balai Embako',
		'잘란 음바코 30',
		'Jalan Embako 30',
		'-6.2001/106.8166'
	],
	[
		'busan',
		12,
		'부산',
		'Busan',
		'대한민국',
		'Korea',
		'Asia/Seoul',
		'물마루 컨벤션홀',
		'Mulmaru Convention Hall',
		'부산광역시 해운대구 물마루로 81',
		'81 Mulmaru-ro, Haeundae-gu, Busan',
		'35.1689/129.1360'
	],
	[
		'seoul',
		33,
		'서울',
		'Seoul',
		'대한민국',
		'Korea',
		'Asia/Seoul',
		'마당홀',
		'Madang Hall',
		'서울특별시 중구 큰마당길 17, 2층',
		'2F, 17 Keunmadang-gil, Jung-gu, Seoul',
		'37.5665/126.9780'
	],
	[
		'tokyo',
		37,
		'도쿄',
		'Tokyo',
		'일본',
		'Japan',
		'Asia/Tokyo',
		'가와베 홀',
		'Kawabe Hall',
		'가와베초 4-2',
		'4-2 Kawabe-chō',
		'35.6812/139.7671'
	],
	[
		'sydney',
		41,
		'시드니',
		'Sydney',
		'호주',
		'Australia',
		'Australia/Sydney',
		'페이퍼바크 홀',
		'Paperbark Hall',
		'선더랜드 와프 6',
		'6 Sunderland Wharf',
		'-33.8615/151.2110'
	],
	[
		'san-francisco',
		46,
		'샌프란시스코',
		'San Francisco',
		'미국',
		'United States',
		'America/Los_Angeles',
		'포그혼 극장',
		'Foghorn Theatre',
		'밸러스트 가 55',
		'55 Ballast Street',
		'37.7897/-122.3942'
	],
	[
		'toronto',
		50,
		'토론토',
		'Toronto',
		'캐나다',
		'Canada',
		'America/Toronto',
		'버치바크 센터',
		'Birchbark Centre',
		'밀레이스 애비뉴 14',
		'14 Millrace Avenue',
		'43.6426/-79.3871'
	],
	[
		'sao-paulo',
		55,
		'상파울루',
		'São Paulo',
		'브라질',
		'Brazil',
		'America/Sao_Paulo',
		'갈팡 아술',
		'Galpão Azul',
		'이페 거리 101',
		'Rua do Ipê 101',
		'-23.5613/-46.6565'
	]
];

/** The tour around `at`: seventeen stops, some behind, Busan and Seoul ahead. */
export function tourAt(at: Date): SampleTour {
	return {
		slug: 'tessellane-tour',
		title: { ko: '테셀레인 세계 방문 17', en: 'Tessellane: seventeen cities' },
		about: {
			ko: '테셀레인의 대표와 임원 일곱 명이 열일곱 도시를 찾아가 그곳의 기업을 만납니다. 도시마다 주최 기관이 함께할 기업을 공개로 모집합니다.',
			en: 'The head of Tessellane and seven executives visit seventeen cities to meet the firms there. In each city a host invites firms by an open call.'
		},
		guest: { name: delegates[0]!.name, title: delegates[0]!.title, organisation: guestCompany },
		delegates,
		stops: rows.map((row, position) => stopOf(row, position + 1, at))
	};
}

function stopOf(row: Row, position: number, at: Date): SampleStop {
	const [slug, day, city, cityEn, country, countryEn, timeZone, hall, hallEn, address, addressEn, place] = row;
	const [latitude, longitude] = place.split('/');
	return {
		slug,
		position,
		city: { ko: city, en: cityEn },
		country: { ko: country, en: countryEn },
		timeZone,
		startsOn: koreanDay(at, day),
		endsOn: koreanDay(at, day + 1),
		hall: { ko: hall, en: hallEn },
		address: { ko: address, en: addressEn },
		mapUrl: `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`,
		isHosted: timeZone === 'Asia/Seoul' || slug === 'dubai'
	};
}
