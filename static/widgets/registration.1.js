// <madang-registration session="…" lang="ko|en">: what is left of a session's places, and the way to register, on a
// host's own site. No cookies, no frame, nothing inline: a page's policy needs this script's origin under script-src and
// connect-src, and nothing else. Colours: --madang-accent, --madang-text, --madang-ground, --madang-line.
(() => {
	const origin = new URL(document.currentScript.src).origin;
	const words = {
		ko: {
			label: '참가 신청',
			loading: '불러오는 중입니다.',
			failed: '지금은 불러올 수 없습니다.',
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
			loading: 'Loading.',
			failed: 'This cannot be loaded at the moment.',
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
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`
		:host { display: block; font: inherit; line-height: 1.55; color: var(--madang-text, #1c211e); word-break: keep-all; overflow-wrap: anywhere }
		section { background: var(--madang-ground, #fff); border: 1px solid var(--madang-line, #dedacd); border-radius: 10px; padding: 1.1rem 1.2rem; max-width: 34rem }
		h3 { margin: 0 0 .2rem; font-size: 1.15em; line-height: 1.3 }
		p { margin: 0 0 .7rem }
		.soft { color: color-mix(in srgb, currentColor 72%, transparent) }
		ul { list-style: none; margin: 0 0 .9rem; padding: 0 }
		li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; padding: .45rem 0; border-top: 1px solid var(--madang-line, #dedacd) }
		li:last-child { border-bottom: 1px solid var(--madang-line, #dedacd) }
		b { font-variant-numeric: tabular-nums }
		a { display: inline-block; background: var(--madang-accent, #12513f); color: #fff; border-radius: 8px; padding: .6rem 1.3rem; font-weight: 650; text-decoration: none }
		a:hover { text-decoration: underline }
		a:focus-visible { outline: 3px solid #1d5c8f; outline-offset: 2px }
		a.plain { background: none; color: var(--madang-accent, #12513f); padding: 0; text-decoration: underline }`);

	const make = (name, text = '', more = {}) =>
		Object.assign(document.createElement(name), { textContent: text, ...more });

	class MadangRegistration extends HTMLElement {
		static observedAttributes = ['session', 'lang'];
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
			if (name === 'session') this.#load();
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
			const session = encodeURIComponent(this.getAttribute('session') ?? '');
			if (!this.#told) this.#show('loading');
			try {
				const answer = await fetch(`${origin}/widgets/sessions/${session}`, { credentials: 'omit' });
				if (!answer.ok) throw new Error(String(answer.status));
				const told = await answer.json();
				if (asked !== this.#asked) return;
				this.#told = told;
				this.#show();
			} catch {
				if (asked === this.#asked && !this.#told) this.#show('failed');
			}
			if (this.isConnected && !document.hidden)
				this.#timer = setTimeout(() => this.#load(), 45_000 + Math.random() * 30_000);
		}

		#show(state) {
			const locale = this.#locale;
			const say = words[locale];
			const box = make('section', '', { lang: locale });
			box.setAttribute('aria-label', say.label);
			if (state || !this.#told) {
				box.setAttribute('aria-busy', String(state === 'loading'));
				box.append(make('p', say[state ?? 'loading'], { className: 'soft' }));
				const href = `${origin}/sessions/${encodeURIComponent(this.getAttribute('session') ?? '')}`;
				if (state === 'failed') box.append(make('a', say.page, { href, className: 'plain' }));
			} else this.#fill(box, say, locale);
			this.#root.replaceChildren(box);
		}

		#fill(box, say, locale) {
			const { title, startsAt, zone, state, manner, opensAt, closesAt, kinds, url } = this.#told;
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
	if (!customElements.get('madang-registration')) customElements.define('madang-registration', MadangRegistration);
})();
