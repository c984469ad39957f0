import { inWords, type Locale, type Words } from '#lib/words.ts';
import { escaped } from '#lib/xml.ts';
import { clockToSecond, written, writtenDay, clockIn, zoneName } from '#lib/zone.ts';
import { boardFile, standingExtensions, type Board, type BoardCall } from './board.rules.ts';
import type { Extension } from './extensions.rules.ts';

type Said = Omit<Board, 'pages' | 'v'>;

/** What the pages say in each language. */
const texts = {
	ko: {
		title: '마당 알림판',
		lead: '마당이 멈춰도 읽을 수 있도록, 공고와 마감을 따로 적어 두는 곳입니다.',
		asOf: (when: string) => `${when} 기준`,
		stale:
			'1분마다 새로 적습니다. 이 시각이 5분 넘게 지났다면 마당이 잠시 멈춘 것입니다. 아래 마감은 그대로 유효합니다.',
		none: '지금 접수하는 공고가 없습니다.',
		closes: '접수 마감',
		opens: '접수 시작',
		draw: '추첨',
		rule: '마감 시각 전에 서버에 도착한 제출만 받습니다. 마감이 늦춰지면 이 화면에 두 담당자의 서명과 함께 적힙니다.',
		grace: (minutes: number) => `마감 뒤 ${minutes}분까지 도착한 제출은 받습니다.`,
		tracks: '분야별 마감',
		moved: '마감이 늦춰졌습니다',
		announced: '마당이 멈춘 동안 두 담당자가 서명해 알렸습니다. 마당이 돌아오면 이 마감을 그대로 따릅니다.',
		why: '사유',
		all: '모든 공고',
		go: '마당에서 보기',
		signed: '서명된 원본',
		other: 'English'
	},
	en: {
		title: 'Madang’s board',
		lead: 'Calls and their deadlines, kept apart so that you can read them while Madang is down.',
		asOf: (when: string) => `As of ${when}`,
		stale:
			'Written anew every minute. Where this is more than five minutes ago Madang is away for now; the deadlines below stand.',
		none: 'No call is open now.',
		closes: 'Applications close',
		opens: 'Applications open',
		draw: 'Draw',
		rule: 'Only what reaches the server before the deadline is taken. A later deadline stands here with the signatures of two organisers.',
		grace: (minutes: number) => `What arrives up to ${minutes} minutes later is still taken.`,
		tracks: 'Deadlines of tracks',
		moved: 'The deadline has been moved',
		announced:
			'Announced and signed by two organisers while Madang is down. Once it is back, it goes by this deadline.',
		why: 'Why',
		all: 'All calls',
		go: 'See it at Madang',
		signed: 'signed original',
		other: '한국어'
	}
} as const;

const style = `body{font:1rem/1.6 system-ui,"Apple SD Gothic Neo","Malgun Gothic",sans-serif;color:#1d2b26;background:#fbfaf6;max-width:44rem;margin:0 auto;padding:1rem clamp(1rem,4vw,2rem);overflow-wrap:anywhere;word-break:keep-all}
h1{font-size:1.5rem;line-height:1.3;margin:.6rem 0}h2{font-size:1.15rem;margin:0}a{color:#12513f}
.card,.moved{background:#fff;border:1px solid #d9d6cb;border-radius:.6rem;padding:1rem;margin:1rem 0}
.moved{background:#fdf3dc;border-color:#c9962b}dl{margin:.6rem 0;display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}
dd{margin:0}dt,.soft{color:#55625d}.small{font-size:.88rem}strong.when{font-size:1.15rem}p{margin:.4rem 0}`;

/**
 * The pages of the board, by name: of all calls and of each, in both languages, whole in themselves, without a script. They
 * say the same as the board's file, and what two people announced since.
 */
export function boardPages(said: Said, extensions: Extension[]): Record<string, string> {
	const pages: Record<string, string> = {};
	for (const locale of ['ko', 'en'] as const) {
		pages[nameOf('index', locale)] = indexPage(said, extensions, locale);
		for (const call of said.calls)
			pages[nameOf(`calls/${call.slug}`, locale)] = callPage(said, call, extensions, locale);
	}
	return pages;
}

const nameOf = (path: string, locale: Locale) => `${path}${locale === 'ko' ? '' : '.en'}.html`;

function indexPage(said: Said, extensions: Extension[], locale: Locale): string {
	const t = texts[locale];
	const cards = said.calls.map(
		(call) => `<div class="card"><p class="soft small">${escaped(call.notice_number)} · ${words(call.host, locale)}</p>
<h2><a href="${nameOf(`calls/${call.slug}`, locale)}">${words(call.title, locale)}</a></h2>
${deadline(call, extensions, locale)}</div>`
	);
	const body = `<h1>${t.title}</h1><p>${t.lead}</p>${asOf(said, 'Asia/Seoul', locale)}${cards.join('\n') || `<p class="card">${t.none}</p>`}`;
	return whole(t.title, body, { said, locale, up: '', other: nameOf('index', locale === 'ko' ? 'en' : 'ko') });
}

function callPage(said: Said, call: BoardCall, extensions: Extension[], locale: Locale): string {
	const t = texts[locale];
	const when = (at: string) => written(new Date(at), call.zone, locale, true);
	const moved = call.changes.map(
		({
			track,
			old_at,
			new_at,
			reason
		}) => `<div class="moved"><h2>${[t.moved, track ? words(track, locale) : ''].filter(Boolean).join(' · ')}</h2>
<p><del>${when(old_at)}</del> → <strong>${when(new_at)}</strong></p><p>${t.why}: ${words(reason, locale)}</p></div>`
	);
	const tracks = call.tracks.map(({ name, closes_at }) => `<dt>${words(name, locale)}</dt><dd>${when(closes_at)}</dd>`);
	const body = `<p><a href="../${nameOf('index', locale)}">← ${t.all}</a></p>
<p class="soft small">${escaped(call.notice_number)} · ${words(call.host, locale)}</p><h1>${words(call.title, locale)}</h1>
${asOf(said, call.zone, locale)}<div class="card">${deadline(call, extensions, locale)}
<p>${t.rule}${call.grace_minutes ? ` ${t.grace(call.grace_minutes)}` : ''}</p>
${tracks.length ? `<p class="soft">${t.tracks}</p><dl>${tracks.join('')}</dl>` : ''}
<dl><dt>${t.opens}</dt><dd>${when(call.opens_at)}</dd><dt>${t.draw}</dt><dd>${when(call.draw_at)}</dd></dl></div>
${moved.join('\n')}<p>${words(call.purpose, locale)}</p>
<p><a href="${escaped(`${said.origin}/calls/${call.slug}`)}">${t.go}</a></p>`;
	const other = `../${nameOf(`calls/${call.slug}`, locale === 'ko' ? 'en' : 'ko')}`;
	return whole(inWords(call.title, locale), body, { said, locale, up: '../', other });
}

/** Until when, and what was announced about it while the program was away. */
function deadline(call: BoardCall, extensions: Extension[], locale: Locale): string {
	const t = texts[locale];
	const when = (at: string) => written(new Date(at), call.zone, locale, true);
	const standing = standingExtensions(call, extensions);
	const last = standing.at(-1)?.content.new_at ?? call.closes_at;
	const told = standing.map(
		({ content: { old_at, new_at, reason, announced_at }, signatures }) => `<div class="moved"><h2>${t.moved}</h2>
<p><del>${when(old_at)}</del> → <strong>${when(new_at)}</strong></p><p>${t.why}: ${words(reason, locale)}</p>
<p class="small soft">${t.announced} ${written(new Date(announced_at), call.zone, locale)} · ${signatures.map(({ key }) => escaped(key.slice(0, 8))).join(' · ')}</p></div>`
	);
	return `<p>${t.closes}: <strong class="when">${when(last)}</strong></p>${told.join('')}`;
}

function asOf(said: Said, zone: string, locale: Locale): string {
	const t = texts[locale];
	const at = new Date(said.as_of);
	const clock = `${writtenDay(clockIn(zone, at).day, locale)} ${clockToSecond(at, zone)} ${zoneName(zone, at)}`;
	return `<p><strong>${t.asOf(clock)}</strong><br><span class="soft small">${t.stale}</span></p>`;
}

type Around = { said: Said; locale: Locale; up: string; other: string };

function whole(title: string, body: string, { said, locale, up, other }: Around): string {
	const t = texts[locale];
	return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta http-equiv="refresh" content="60">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><p class="small"><a href="${other}" lang="${locale === 'ko' ? 'en' : 'ko'}">${t.other}</a></p>${body}
<p class="small soft"><a href="${up}${boardFile}">${t.signed}</a> (Ed25519) · ${escaped(said.origin)}</p></body></html>
`;
}

const words = (said: Words, locale: Locale) => escaped(inWords(said, locale));
