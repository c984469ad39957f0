// <madang-programme stop="…" lang="ko|en" day="2026-12-10">: a stop's released programme on a host's own site, of one day
// or of all. No cookies, no frame, nothing inline: a page's policy needs this script's origin under script-src and
// connect-src, and nothing else. Colours: --madang-accent, --madang-text, --madang-ground, --madang-line.
(() => {
	const origin = new URL(document.currentScript.src).origin;
	const words = {
		ko: {
			label: '행사 순서',
			loading: '불러오는 중입니다.',
			failed: '지금은 불러올 수 없습니다.',
			page: '행사 순서 페이지 열기',
			none: '공개된 순서가 아직 없습니다.',
			cancelled: '취소됨',
			late: '예상 시각',
			days: '날짜'
		},
		en: {
			label: 'Programme',
			loading: 'Loading.',
			failed: 'This cannot be loaded at the moment.',
			page: 'Open the programme',
			none: 'Nothing has been released yet.',
			cancelled: 'Cancelled',
			late: 'expected',
			days: 'Days'
		}
	};
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
		:host { display: block; font: inherit; line-height: 1.5; color: var(--madang-text, #1c211e); word-break: keep-all; overflow-wrap: anywhere }
		section { background: var(--madang-ground, #fff); border: 1px solid var(--madang-line, #dedacd); border-radius: 10px; padding: 1.1rem 1.2rem }
		h3 { margin: 1.2rem 0 .3rem; font-size: 1.05em }
		h3:first-of-type { margin-top: 0 }
		ol { list-style: none; margin: 0; padding: 0 }
		li { display: grid; grid-template-columns: 7.2em 1fr; gap: 0 1rem; padding: .55rem 0; border-top: 1px solid var(--madang-line, #dedacd) }
		time, .hours { font-variant-numeric: tabular-nums; white-space: nowrap }
		p { margin: 0 }
		.soft { color: color-mix(in srgb, currentColor 72%, transparent); font-size: .92em }
		.title { font-weight: 650 }
		.cancelled .title, .cancelled .hours { text-decoration: line-through }
		.tag { font-size: .82em; font-weight: 650; color: #b4431f }
		a { color: var(--madang-accent, #12513f); text-underline-offset: .2em }
		a:focus-visible { outline: 3px solid #1d5c8f; outline-offset: 2px }
		@container (max-width: 26rem) { li { grid-template-columns: 1fr } }
		section { container-type: inline-size }`);

	const make = (name, text = '', more = {}) =>
		Object.assign(document.createElement(name), { textContent: text, ...more });

	class MadangProgramme extends HTMLElement {
		static observedAttributes = ['stop', 'lang', 'day'];
		#root = this.attachShadow({ mode: 'open' });
		#told;
		#timer;
		#asked = 0;

		connectedCallback() {
			this.#root.adoptedStyleSheets = [sheet];
			document.addEventListener('visibilitychange', this.#again);
			this.#load();
		}

		disconnectedCallback() {
			document.removeEventListener('visibilitychange', this.#again);
			clearTimeout(this.#timer);
		}

		attributeChangedCallback(name, was, becomes) {
			if (was === becomes || !this.isConnected) return;
			if (name === 'stop') this.#load();
			else this.#show();
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
			const stop = encodeURIComponent(this.getAttribute('stop') ?? '');
			if (!this.#told) this.#show('loading');
			try {
				const answer = await fetch(`${origin}/widgets/stops/${stop}`, { credentials: 'omit' });
				if (!answer.ok) throw new Error(String(answer.status));
				const told = await answer.json();
				if (asked !== this.#asked) return;
				this.#told = told;
				this.#show();
			} catch {
				if (asked === this.#asked && !this.#told) this.#show('failed');
			}
			if (this.isConnected && !document.hidden)
				this.#timer = setTimeout(() => this.#load(), 90_000 + Math.random() * 60_000);
		}

		#show(state) {
			const locale = this.#locale;
			const say = words[locale];
			const box = make('section', '', { lang: locale });
			box.setAttribute('aria-label', say.label);
			if (state || !this.#told) {
				box.setAttribute('aria-busy', String(state === 'loading'));
				box.append(make('p', say[state ?? 'loading'], { className: 'soft' }));
				const href = `${origin}/stops/${encodeURIComponent(this.getAttribute('stop') ?? '')}/programme`;
				if (state === 'failed') box.append(make('a', say.page, { href }));
			} else this.#fill(box, say, locale);
			this.#root.replaceChildren(box);
		}

		#fill(box, say, locale) {
			const { sessions, url } = this.#told;
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
				timeZone: this.#told.zone
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
	if (!customElements.get('madang-programme')) customElements.define('madang-programme', MadangProgramme);
})();
