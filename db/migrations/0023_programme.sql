-- What happens at a stop: sessions in halls. A session is a row of segments, each with its own askers.
create table halls (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	position integer not null,
	name jsonb not null,
	capacity integer check (capacity > 0),
	unique (stop_id, position)
);

-- The call is the one whose drawn may ask where a segment is theirs. Of a masked session the public knows its public
-- title and its hours, of a private one nothing.
create table sessions (
	id uuid primary key default gen_random_uuid(),
	stop_id uuid not null references stops (id),
	call_id uuid references calls (id),
	hall_id uuid references halls (id),
	slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	title jsonb not null,
	about jsonb,
	visibility text not null default 'public' check (visibility in ('public', 'masked', 'private')),
	public_title jsonb,
	starts_at timestamptz not null,
	ends_at timestamptz not null,
	made_at timestamptz not null,
	check (ends_at > starts_at),
	check (visibility <> 'masked' or public_title is not null)
);
create index sessions_stop on sessions (stop_id, starts_at);
create index sessions_call on sessions (call_id) where call_id is not null;

-- Who may ask: only who moderates; those drawn in the session's call; the accredited press; anyone. And whether others
-- see who asks: always, never, or as each asker likes.
create table segments (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references sessions (id),
	position integer not null,
	title jsonb not null,
	minutes integer not null check (minutes between 1 and 600),
	askers text not null check (askers in ('moderator', 'drawn', 'press', 'anyone')),
	naming text not null default 'choice' check (naming in ('named', 'anonymous', 'choice')),
	unique (session_id, position) deferrable
);

-- A segment has begun or is over; the newest stands, so that a wrong press can be put right.
create table segment_marks (
	id bigint generated always as identity primary key,
	segment_id uuid not null references segments (id),
	mark text not null check (mark in ('begin', 'end', 'reset')),
	marked_at timestamptz not null,
	marked_by uuid not null references people (id)
);
create index segment_marks_segment on segment_marks (segment_id, id desc);
create trigger segment_marks_kept before update or delete on segment_marks for each row execute function refuse_change();
