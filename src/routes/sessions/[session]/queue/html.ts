import { createHash } from 'node:crypto';
import type { standIn } from '#domain/registrations/queue.write.server.ts';
import type { Queue } from '#domain/registrations/queue.read.server.ts';
import { sealOf } from '#domain/registrations/queue.rules.ts';
import { m } from '#lib/paraglide/messages.js';
import { inWords, type Locale, type Words } from '#lib/words.ts';
import { escaped } from '#lib/xml.ts';
import { clockToSecond, written } from '#lib/zone.ts';

type Standing = NonNullable<Awaited<ReturnType<typeof standIn>>>;

/** What the page shows: the session, its queue, and who is asking as far as they are known. */
export type Seen = {
	session: { slug: string; title: Words; time_zone: string };
	queue: Queue;
	standing: Standing | undefined;
	email: string | null;
	locale: Locale;
	at: Date;
};

const style = `body{margin:0;background:#fbfaf6;color:#1c211e;font:1.05rem/1.6 Pretendard,system-ui,sans-serif;word-break:keep-all;overflow-wrap:anywhere}
main{max-width:34rem;margin:auto;padding:1.5rem 1.1rem 3rem}
h1{font-size:1.3rem;line-height:1.3;margin:.2rem 0 1rem}
p,form{margin:0 0 .8rem}
a{color:#12513f}
small,summary{color:#575d57;font-size:.9rem}
small{display:block;line-height:1.5}
summary{padding:.6rem 0;cursor:pointer}
code{font-size:.8rem;word-break:break-all}
section{background:#fff;border:1px solid #dedacd;border-radius:10px;padding:1.2rem;margin-bottom:1.2rem}
section p:last-child{margin:0}
b.n{display:block;font-size:3.2rem;line-height:1.1;color:#12513f;font-variant-numeric:tabular-nums}
.b{display:block;width:100%;box-sizing:border-box;text-align:center;background:#12513f;color:#fff;border:0;border-radius:8px;padding:.8rem;font:inherit;font-weight:650;text-decoration:none;cursor:pointer}
:focus-visible{outline:3px solid #1d5c8f;outline-offset:2px}`;

// Asks when it was told to; comes again by itself when something else has to be shown.
const script = `(async()=>{const d=document.querySelector('main').dataset,n=document.getElementById('n');for(let a=+d.again;;){await new Promise(r=>setTimeout(r,a));try{const r=await fetch(d.url,{cache:'no-store'});if(!r.ok)throw 0;const j=await r.json();if(j.state!==d.state)return location.reload();a=Math.max(500,j.again);if(n)n.textContent=j.ahead}catch{a=8e3+Math.random()*8e3}}})()`;

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = [
	...["default-src 'none'", `style-src ${hashOf(style)}`, `script-src ${hashOf(script)}`, "connect-src 'self'"],
	...['img-src data:', "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
].join('; ');

/** The page of a queue, whole: under 5 KB on the wire, for it is read by everybody at once. */
export function queuePage(seen: Seen): Response {
	const html = document(seen);
	const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
	return new Response(html, { headers: { ...headers, 'content-security-policy': policy } });
}

function document(seen: Seen): string {
	const { session, standing, locale } = seen;
	const again = standing?.state === 'turn' ? undefined : (standing?.again ?? notYet(seen));
	const refresh =
		again === undefined ? '' : `<meta http-equiv="refresh" content="${Math.max(1, Math.ceil(again / 1000))}">`;
	const data = `data-state="${standing?.state ?? ''}" data-again="${again ?? ''}" data-url="/sessions/${session.slug}/queue/standing"`;
	const title = escaped(inWords(session.title, locale));
	const other = locale === 'ko' ? 'en' : 'ko';
	return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · ${m.queue()}</title><link rel="icon" href="data:,">${standing && again ? `<noscript>${refresh}</noscript>` : refresh}<style>${style}</style><main ${data}><small>${m.queue_of()}</small><h1>${title}</h1><section aria-live="polite">${bodyOf(seen)}</section>${rulesOf(seen)}<p><small><a href="/sessions/${session.slug}">${m.queue_session()}</a> · <a href="?lang=${other}" hreflang="${other}" lang="${other}">${m.language_other()}</a></small></p></main>${standing && again ? `<script>${script}</script>` : ''}</html>`;
}

// Who looks before one may come finds the page changed when they may.
const notYet = ({ queue, at }: Seen): number | undefined =>
	at < queue.comesAt ? Math.min(queue.comesAt.getTime() - at.getTime() + 1000, 60_000) : undefined;

function bodyOf(seen: Seen): string {
	const { queue, session, standing, email, locale, at } = seen;
	const opens = written(queue.opensAt, session.time_zone, locale);
	if (at >= queue.closesAt) return para(m.queue_over());
	if (at < queue.comesAt) return para(m.queue_from({ at: written(queue.comesAt, session.time_zone, locale), opens }));
	if (standing)
		return para(standingOf(seen, standing)) + `<p><small>${m.queue_yours({ email: escaped(email!) })}</small></p>`;
	const next = encodeURIComponent(`/sessions/${session.slug}/queue`);
	const why = at < queue.opensAt ? m.queue_why_before({ opens }) : m.queue_why_after();
	if (!email)
		return `${para(why)}<p><a class="b" href="/sign-in?next=${next}">${m.queue_confirm()}</a></p><p><small>${m.queue_confirm_why()}</small></p>`;
	return `${para(why)}<form method="post"><button class="b">${m.queue_join()}</button></form><p><small>${m.queue_as({ email: escaped(email) })}</small></p>`;
}

const para = (text: string) => `<p>${text}</p>`;

function standingOf({ session, queue, locale }: Seen, standing: Standing): string {
	if (standing.state === 'before') return m.queue_before({ opens: written(queue.opensAt, session.time_zone, locale) });
	if (standing.state === 'turn')
		return `<strong>${m.queue_turn()}</strong></p><p><a class="b" href="/sessions/${session.slug}/register">${m.queue_go()}</a></p><p><small>${m.queue_turn_until()}</small>`;
	const turn = clockToSecond(standing.turn, session.time_zone);
	return `${m.queue_ahead()}<b class="n" id="n">${standing.ahead}</b></p><p>${m.queue_turn_at({ turn: `<strong>${turn}</strong>` })}`;
}

function rulesOf({ session, queue, standing, at }: Seen): string {
	const seal = `<code>${sealOf(queue.seed.toString('hex'))}</code>`;
	const mark = standing ? `<p><small>${m.queue_mark()} <code>${standing.mark}</code></small></p>` : '';
	const order =
		at < queue.opensAt ? '' : ` <a href="/sessions/${session.slug}/queue/order.json">${m.queue_order()}</a>`;
	return `<details><summary>${m.queue_rules()}</summary><p>${m.queue_rule_order({ most: queue.houseMost })}</p><p>${m.queue_rule_person()}</p><p>${m.queue_rule_check()} ${seal}${order}</p>${mark}</details>`;
}
