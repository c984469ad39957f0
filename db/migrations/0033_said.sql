-- What was said at a stop, and what was promised: the ground of its record.

-- The recording of a session: where it can be seen or heard, and when its first moment was.
create table recordings (
	session_id uuid primary key references sessions (id),
	url text not null check (url ~ '^https://'),
	starts_at timestamptz not null,
	set_at timestamptz not null,
	set_by uuid not null references people (id)
);

-- One thing one person said without a break, in the language it was said in. The moment is counted from the session's
-- own beginning as it ran, in milliseconds.
create table utterances (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references sessions (id),
	segment_id uuid references segments (id),
	speaker_id uuid references speakers (id),
	speaker_name text not null default '',
	starts_ms integer not null check (starts_ms >= 0),
	ends_ms integer check (ends_ms > starts_ms),
	locale text not null check (locale in ('ko', 'en')),
	text text not null check (text <> ''),
	translation text not null default ''
);
create index utterances_session on utterances (session_id, starts_ms);

-- Words attributed to a person, from a moment of a segment. What they are is in quote_versions, the last one holds.
create table quotes (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	session_id uuid references sessions (id),
	segment_id uuid references segments (id),
	utterance_id uuid references utterances (id),
	speaker_id uuid not null references speakers (id),
	locale text not null check (locale in ('ko', 'en')),
	said_at timestamptz not null,
	embargo_until timestamptz,
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	withdrawn_at timestamptz
);
create index quotes_stop on quotes (stop_id, said_at);

create table quote_versions (
	quote_id uuid not null references quotes (id),
	version integer not null check (version >= 1),
	text text not null check (text <> ''),
	translation text not null default '',
	reason text not null default '',
	-- Null when the speaker, or their office, wrote it by their link.
	written_by uuid references people (id),
	written_at timestamptz not null,
	primary key (quote_id, version)
);

-- What the speaker, or their office, said to a version. Only an approved last version may be shown to anybody else.
create table quote_answers (
	quote_id uuid not null,
	version integer not null,
	answer text not null check (answer in ('approved', 'declined')),
	note text not null default '',
	answered_at timestamptz not null,
	primary key (quote_id, version),
	foreign key (quote_id, version) references quote_versions (quote_id, version)
);

-- What comes next: who promised what until when. How it goes is in promise_updates, the last one holds.
create table promises (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	position integer not null,
	what jsonb not null,
	who jsonb not null,
	due_on date,
	session_id uuid references sessions (id),
	quote_id uuid references quotes (id),
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	unique (stop_id, position) deferrable
);

create table promise_updates (
	id uuid primary key default gen_random_uuid(),
	promise_id uuid not null references promises (id),
	state text not null check (state in ('open', 'under_way', 'kept', 'late', 'dropped')),
	note jsonb,
	source_url text check (source_url ~ '^https?://'),
	told_at timestamptz not null,
	told_by uuid not null references people (id)
);
create index promise_updates_promise on promise_updates (promise_id, told_at);
