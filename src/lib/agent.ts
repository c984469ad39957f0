const browsers: [name: string, mark: RegExp][] = [
	['Whale', /Whale\//],
	['Samsung Internet', /SamsungBrowser\//],
	['Edge', /Edg(e|A|iOS)?\//],
	['Opera', /OPR\//],
	['KakaoTalk', /KAKAOTALK/i],
	['Naver', /NAVER\(/],
	['Firefox', /(Firefox|FxiOS)\//],
	['Chrome', /(Chrome|CriOS)\//],
	['Safari', /Safari\//]
];
const systems: [name: string, mark: RegExp][] = [
	['iPhone', /iPhone/],
	['iPad', /iPad/],
	['Android', /Android/],
	['Windows', /Windows/],
	['macOS', /Mac OS X/],
	['ChromeOS', /CrOS/],
	['Linux', /Linux/]
];

/** A browser and its system in two words ("Chrome · Windows"), from what it says it is; '' where it says nothing known. */
export function agentOf(userAgent: string | null): string {
	const named = (list: typeof browsers) => list.find(([, mark]) => mark.test(userAgent ?? ''))?.[0];
	return [named(browsers), named(systems)].filter(Boolean).join(' · ');
}
