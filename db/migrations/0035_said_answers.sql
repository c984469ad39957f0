-- Who is asked about their words, what the public may read of what was said, and figures as they were counted.

-- Which sessions of a stop's newest release the public may know whole, now.
create view open_sessions as
	select told_sessions.session_id, releases.stop_id
	from told_sessions
	join releases on releases.id = told_sessions.release_id
	where not told_sessions.is_masked
		and releases.version = (select max(version) from releases newest where newest.stop_id = releases.stop_id);

-- A speaker's one way to their words at a stop; their office may have it. A newer link ends the one before.
create table quote_links (
	id uuid primary key default gen_random_uuid(),
	speaker_id uuid not null references speakers (id),
	email text not null,
	locale text not null check (locale in ('ko', 'en')),
	token_hash bytea not null unique,
	made_at timestamptz not null,
	-- Null where it is a reminder, sent by the clock.
	made_by uuid references people (id),
	expires_at timestamptz not null check (expires_at > made_at),
	ended_at timestamptz
);
create unique index quote_links_live on quote_links (speaker_id) where ended_at is null;

alter table quotes add column withdrawn_by uuid references people (id);
alter table quotes add column withdrawn_because text not null default '';
create index quotes_utterance on quotes (utterance_id) where utterance_id is not null;

-- The last version of each quote, with what was answered to it.
create view quote_states as
	select distinct on (quotes.id)
		quotes.*, quote_versions.version, quote_versions.text, quote_versions.translation, quote_versions.reason,
		quote_versions.written_by, quote_versions.written_at, quote_answers.answer, quote_answers.note,
		quote_answers.answered_at
	from quotes
	join quote_versions on quote_versions.quote_id = quotes.id
	left join quote_answers on quote_answers.quote_id = quotes.id and quote_answers.version = quote_versions.version
	order by quotes.id, quote_versions.version desc;

-- When the host let the public read what was said in a session, and when it took that back; the last fact holds.
create table transcript_facts (
	id bigint generated always as identity primary key,
	session_id uuid not null references sessions (id),
	fact text not null check (fact in ('published', 'taken-back')),
	at timestamptz not null,
	by_id uuid not null references people (id)
);
create index transcript_facts_session on transcript_facts (session_id, id desc);
create trigger transcript_facts_kept before delete or update on transcript_facts
	for each row execute function refuse_change();

-- What an utterance was before it was changed.
create table utterance_edits (
	id bigint generated always as identity primary key,
	utterance_id uuid not null references utterances (id),
	text text not null,
	translation text not null,
	edited_at timestamptz not null,
	edited_by uuid not null references people (id)
);
create index utterance_edits_utterance on utterance_edits (utterance_id, id);
-- A file that replaces another leaves out what is no longer in it; what has been quoted stays to be found.
alter table utterances add column removed_at timestamptz;

-- When the host's organisers were last told that a promise is due.
create table promise_reminders (
	promise_id uuid not null references promises (id),
	due_on date not null,
	reminded_at timestamptz not null,
	primary key (promise_id, due_on)
);

-- A stop's figures as they were counted at an instant, kept as they are; a later one says why it was counted again.
create table stop_figures (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	version integer not null check (version >= 1),
	figures jsonb not null,
	hash text not null check (hash ~ '^[0-9a-f]{64}$'),
	reason text not null default '',
	counted_at timestamptz not null,
	published_by uuid not null references people (id),
	unique (stop_id, version)
);
create trigger stop_figures_kept before delete or update on stop_figures
	for each row execute function refuse_change();

-- When a session began as it ran: with the first of its segments that was begun and not set back, or as it was planned.
create view session_beginnings as
	select sessions.id as session_id, sessions.stop_id, coalesce((
		select min(ran.begun_at)
		from segments
		join lateral (
			select max(marked_at) filter (where mark = 'begin') as begun_at, (array_agg(mark order by id desc))[1] as last
			from segment_marks
			where segment_id = segments.id
		) ran on ran.last <> 'reset'
		where segments.session_id = sessions.id
	), sessions.starts_at) as begun_at
	from sessions;
