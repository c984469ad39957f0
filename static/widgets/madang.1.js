// A session's register and a stop's programme on a host's own site:
//   <madang-registration session="…" lang="ko|en">: what is left of a session's places, and the way to register;
//   <madang-programme stop="…" lang="ko|en" day="2026-12-10">: the released programme, of one day or of all.
// No cookies, no frame, nothing inline: a page's policy needs this script's origin under script-src and connect-src, and
// nothing else. Colours: --madang-accent, --madang-text, --madang-ground, --madang-line.
(() => {
	const origin = new URL(document.currentScript.src).origin;
	const common = {
		ko: { loading: '불러오는 중입니다.', failed: '지금은 불러올 수 없습니다.' },
		en: { loading: 'Loading.', failed: 'This cannot be loaded at the moment.' }
	};
	const make = (name, text = '', more = {}) =>
		Object.assign(document.createElement(name), { textContent: text, ...more });

	const sheetOf = (text) => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(`
		:host { display: block; font: inherit; line-height: 1.5; color: var(--madang-text, #1c211e); word-break: keep-all; overflow-wrap: anywhere }
		section { background: var(--madang-ground, #fff); border: 1px solid var(--madang-line, #dedacd); border-radius: 10px; padding: 1.1rem 1.2rem }
		ul, ol { list-style: none; margin: 0; padding: 0 }
		li { border-top: 1px solid var(--madang-line, #dedacd) }
		.soft { color: color-mix(in srgb, currentColor 72%, transparent) }
		a { color: var(--madang-accent, #12513f); text-underline-offset: .2em }
		a:focus-visible { outline: 3px solid #1d5c8f; outline-offset: 2px }
		${text}`);
		return sheet;
	};

	/** What both do: ask for what is told of the one thing they are of, again while they are seen, and show it. */
	class MadangWidget extends HTMLElement {
		#root = this.attachShadow({ mode: 'open' });
		#timer;
		#asked = 0;
		told;

		connectedCallback() {
			this.#root.adoptedStyleSheets = [this.sheet];
			document.addEventListener('visibilitychange', this.#again);
			this.#load();
		}

		disconnectedCallback() {
			document.removeEventListener('visibilitychange', this.#again);
			clearTimeout(this.#timer);
		}

		attributeChangedCallback(name, was, becomes) {
			if (was === becomes || !this.isConnected) return;
			if (name === this.of) this.#load();
			else this.#show();
		}

		/** What it is of, as it stands in an address. */
		get named() {
			return encodeURIComponent(this.getAttribute(this.of) ?? '');
		}

		#again = () => {
			if (!document.hidden) this.#load();
		};

		get #locale() {
			const lang = this.lang || this.closest('[lang]')?.lang || document.documentElement.lang || 'ko';
			return lang.toLowerCase().startsWith('ko') ? 'ko' : 'en';
		}

		async #load() {
			clearTimeout(this.#timer);
			const asked = ++this.#asked;
			if (!this.told) this.#show('loading');
			try {
				const answer = await fetch(`${origin}/widgets/${this.of}s/${this.named}`, { credentials: 'omit' });
				if (!answer.ok) throw new Error(String(answer.status));
				const told = await answer.json();
				if (asked !== this.#asked) return;
				this.told = told;
				this.#show();
			} catch {
				if (asked === this.#asked && !this.told) this.#show('failed');
			}
			if (this.isConnected && !document.hidden)
				this.#timer = setTimeout(() => this.#load(), this.everyMs * (1 + Math.random()));
		}

		#show(state) {
			const locale = this.#locale;
			const say = { ...common[locale], ...this.words[locale] };
			const box = make('section', '', { lang: locale });
			box.setAttribute('aria-label', say.label);
			if (state || !this.told) {
				box.setAttribute('aria-busy', String(state === 'loading'));
				box.append(make('p', say[state ?? 'loading'], { className: 'soft' }));
				if (state === 'failed') box.append(make('a', say.page, { href: origin + this.page, className: 'plain' }));
			} else this.fill(box, say, locale);
			this.#root.replaceChildren(box);
		}
	}

	class MadangRegistration extends MadangWidget {
		static observedAttributes = ['session', 'lang'];
		of = 'session';
		everyMs = 40_000;
		words = {
			ko: {
				label: '참가 신청',
				page: '신청 페이지 열기',
				soon: (at) => `${at}에 신청을 시작합니다.`,
				queue: (at) => `${at}에 시작합니다. 미리 와서 기다리실 수 있습니다.`,
				open: (at) => `${at}까지 신청하실 수 있습니다.`,
				over: () => '신청이 끝났습니다.',
				lot: '자리는 추첨으로 정합니다.',
				approval: '자리는 주최 측이 살펴보고 정합니다.',
				left: (n) => `남은 자리 ${n}`,
				full: '자리가 찼습니다. 대기 신청을 받습니다.',
				places: (n) => `${n}자리`,
				register: '참가 신청하기',
				wait: '대기 신청하기',
				line: '줄 서러 가기'
			},
			en: {
				label: 'Registration',
				page: 'Open the page to register',
				soon: (at) => `Registration opens on ${at}.`,
				queue: (at) => `Opens on ${at}. You can come and wait now.`,
				open: (at) => `Open until ${at}.`,
				over: () => 'Registration is over.',
				lot: 'Places are drawn by lot.',
				approval: 'The host decides on each place.',
				left: (n) => `${n} left`,
				full: 'Full; there is a waiting list.',
				places: (n) => `${n} places`,
				register: 'Register',
				wait: 'Join the waiting list',
				line: 'Go and wait'
			}
		};
		sheet = sheetOf(`
		section { max-width: 34rem }
		h3 { margin: 0 0 .2rem; font-size: 1.15em; line-height: 1.3 }
		p { margin: 0 0 .7rem }
		ul { margin: 0 0 .9rem }
		li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .45rem 0 }
		li:last-child { border-bottom: 1px solid var(--madang-line, #dedacd) }
		b { font-variant-numeric: tabular-nums }
		a:not(.plain) { display: inline-block; background: var(--madang-accent, #12513f); color: #fff; border-radius: 8px; padding: .6rem 1.3rem; font-weight: 650; text-decoration: none }
		a:not(.plain):hover { text-decoration: underline }`);

		get page() {
			return `/sessions/${this.named}`;
		}

		fill(box, say, locale) {
			const { title, startsAt, zone, state, manner, opensAt, closesAt, kinds, url } = this.told;
			const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
			const at = moment.format(new Date(state === 'open' ? closesAt : opensAt));
			box.append(make('h3', title[locale]), make('p', moment.format(new Date(startsAt)), { className: 'soft' }));
			box.append(make('p', [say[state](at), say[manner] ?? ''].join(' ').trim()));
			if (state === 'over') return;
			const list = make('ul');
			for (const kind of kinds) {
				const line = make('li');
				const isCounted = manner === 'arrival' && state === 'open';
				const count = !isCounted ? say.places(kind.capacity) : kind.left > 0 ? say.left(kind.left) : say.full;
				line.append(make('span', kind.name[locale]), make('b', count));
				list.append(line);
			}
			box.append(list);
			if (state === 'soon') return;
			const isFull = manner === 'arrival' && kinds.length > 0 && kinds.every(({ left }) => left === 0);
			box.append(make('a', state === 'queue' ? say.line : isFull ? say.wait : say.register, { href: url }));
		}
	}

	class MadangProgramme extends MadangWidget {
		static observedAttributes = ['stop', 'lang', 'day'];
		of = 'stop';
		everyMs = 80_000;
		words = {
			ko: {
				label: '행사 순서',
				page: '행사 순서 페이지 열기',
				none: '공개된 순서가 아직 없습니다.',
				cancelled: '취소됨',
				late: '예상 시각',
				days: '날짜'
			},
			en: {
				label: 'Programme',
				page: 'Open the programme',
				none: 'Nothing has been released yet.',
				cancelled: 'Cancelled',
				late: 'expected',
				days: 'Days'
			}
		};
		sheet = sheetOf(`
		section { container-type: inline-size }
		h3 { margin: 1.2rem 0 .3rem; font-size: 1.05em }
		h3:first-of-type { margin-top: 0 }
		li { display: grid; grid-template-columns: 7.2em 1fr; gap: 0 1rem; padding: .55rem 0 }
		.hours { font-variant-numeric: tabular-nums; white-space: nowrap }
		p { margin: 0 }
		.soft { font-size: .92em }
		.title { font-weight: 650 }
		.cancelled .title, .cancelled .hours { text-decoration: line-through }
		.tag { font-size: .82em; font-weight: 650; color: #b4431f }
		@container (max-width: 26rem) { li { grid-template-columns: 1fr } }`);

		get page() {
			return `/stops/${this.named}/programme`;
		}

		fill(box, say, locale) {
			const { sessions, url } = this.told;
			const day = this.getAttribute('day');
			const shown = sessions.filter((one) => !day || one.day === day);
			if (shown.length === 0) box.append(make('p', say.none));
			for (const date of new Set(shown.map((one) => one.day))) {
				const written = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' }).format(
					new Date(`${date}T00:00Z`)
				);
				const list = make('ol');
				list.append(...shown.filter((one) => one.day === date).map((one) => this.#line(one, say, locale)));
				box.append(make('h3', written), list);
			}
			const all = make('p');
			all.append(make('a', say.page, { href: url }));
			box.append(all);
		}

		#line({ from, to, isLate, isCancelled, title, hall, speakers, url }, say, locale) {
			const clock = new Intl.DateTimeFormat(locale, {
				hour: '2-digit',
				minute: '2-digit',
				hourCycle: 'h23',
				timeZone: this.told.zone
			});
			const line = make('li', '', { className: isCancelled ? 'cancelled' : '' });
			const hours = make('p');
			hours.append(
				make('span', `${clock.format(new Date(from))} – ${clock.format(new Date(to))}`, { className: 'hours' })
			);
			if (isLate) hours.append(' ', make('span', say.late, { className: 'soft' }));
			const what = make('div');
			const heading = make('p', url ? '' : title[locale], { className: 'title' });
			if (url) heading.append(make('a', title[locale], { href: url }));
			if (isCancelled) heading.append(' ', make('span', say.cancelled, { className: 'tag' }));
			const besides = [hall?.[locale], ...speakers.map((name) => name[locale])].filter(Boolean).join(' · ');
			what.append(heading, make('p', besides, { className: 'soft' }));
			line.append(hours, what);
			return line;
		}
	}

	for (const [name, element] of [
		['madang-registration', MadangRegistration],
		['madang-programme', MadangProgramme]
	])
		if (!customElements.get(name)) customElements.define(name, element);
})();
