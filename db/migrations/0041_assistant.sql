-- An assistant, where a host wants one: what it may be used for, what it was asked, what it answered, what was taken in.

-- What a host lets go to which server: the newest row holds, and only for the server it names.
create table assistant_switches (
	id bigint primary key generated always as identity,
	host_id uuid not null references hosts (id),
	uses text[] not null check (uses <@ array['translation', 'summary', 'groups', 'record']),
	server text not null,
	set_at timestamptz not null,
	set_by uuid not null references people (id)
);
create index assistant_switches_host on assistant_switches (host_id, id desc);
create trigger assistant_switches_kept before update or delete on assistant_switches
	for each row execute function refuse_change();

-- One thing asked of the assistant, and its answer once it is whole. `sources` says by their hashes which passages went
-- out, and by which id; their words stay where they are, and are read there again.
create table assistant_drafts (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts (id),
	use text not null check (use in ('translation', 'summary', 'groups', 'record')),
	subject text not null,
	locale text not null check (locale in ('ko', 'en')),
	stop_id uuid references stops (id),
	session_id uuid references sessions (id),
	application_id uuid references applications (id),
	asked_at timestamptz not null,
	asked_by uuid not null references people (id),
	-- How often it went out, until when somebody is at it, when it may go out again, how many letters have come.
	tries integer not null default 0,
	leased_until timestamptz,
	next_try_at timestamptz not null,
	letters integer not null default 0,
	server text,
	model text,
	prompt_version integer,
	sources jsonb,
	pieces jsonb,
	failure text,
	finished_at timestamptz,
	put_away_at timestamptz,
	check (num_nonnulls(stop_id, session_id, application_id) = 1),
	check ((finished_at is null) = (num_nonnulls(pieces, failure) = 0) and num_nonnulls(pieces, failure) <= 1)
);
create unique index assistant_drafts_open
	on assistant_drafts (coalesce(stop_id, session_id, application_id), subject, locale) where finished_at is null;
create index assistant_drafts_stop on assistant_drafts (stop_id, asked_at desc);
create index assistant_drafts_session on assistant_drafts (session_id, asked_at desc);
create index assistant_drafts_application on assistant_drafts (application_id, asked_at desc);
create index assistant_drafts_host on assistant_drafts (host_id, asked_at desc);

-- A piece of a draft that somebody took in, into which place, and who has read it there since. A piece that was changed
-- there is the person's own.
create table assistant_takes (
	id uuid primary key default gen_random_uuid(),
	draft_id uuid not null references assistant_drafts (id),
	piece integer not null,
	stop_id uuid references stops (id),
	place text not null,
	text text not null,
	taken_at timestamptz not null,
	taken_by uuid not null references people (id),
	read_at timestamptz,
	read_by uuid references people (id),
	check ((read_at is null) = (read_by is null))
);
create index assistant_takes_stop on assistant_takes (stop_id);
create index assistant_takes_draft on assistant_takes (draft_id);

-- That somebody had an application read by the assistant is a read like any other.
alter table reads drop constraint reads_what_check;
alter table reads add constraint reads_what_check check (what in
	('application', 'list', 'screening', 'lookalikes', 'review', 'file', 'export', 'assistant'));
