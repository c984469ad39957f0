-- The public's side of a session: who may register, for which kind of place, and in what way places are given.
create table registers (
	session_id uuid primary key references sessions (id),
	opens_at timestamptz not null,
	closes_at timestamptz not null,
	manner text not null default 'arrival' check (manner in ('arrival', 'approval', 'lot')),
	hold_minutes integer not null default 10 check (hold_minutes between 1 and 60),
	offer_hours integer not null default 24 check (offer_hours between 1 and 336),
	made_at timestamptz not null,
	check (closes_at > opens_at)
);

-- A kind of place and its guarded counter: what is held, offered or given, and never more than there is. Places beyond
-- the capacity are a declared rule, from how many stayed away before.
create table place_kinds (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references registers (session_id),
	position integer not null,
	name jsonb not null,
	audience text not null default 'anyone' check (audience in ('anyone', 'press')),
	capacity integer not null check (capacity >= 0),
	overbooked integer not null default 0 check (overbooked >= 0),
	taken integer not null default 0,
	companions integer not null default 0 check (companions between 0 and 5),
	unique (session_id, position) deferrable,
	unique (session_id, id),
	constraint never_oversold check (taken between 0 and capacity + overbooked)
);

-- One who registers, with so many places of a kind: themselves and who comes with them. The number is the order of
-- arrival. What is held or offered is so until a time.
create table registrations (
	id uuid primary key default gen_random_uuid(),
	number bigint generated always as identity unique,
	session_id uuid not null,
	place_kind_id uuid not null,
	state text not null
		check (state in ('held', 'asked', 'waiting', 'offered', 'registered', 'refused', 'expired', 'cancelled')),
	size integer not null default 1 check (size between 1 and 6),
	name text,
	email text,
	phone text,
	affiliation text not null default '',
	locale text not null,
	token_hash bytea not null unique,
	until timestamptz,
	made_at timestamptz not null,
	state_at timestamptz not null,
	foreign key (session_id, place_kind_id) references place_kinds (session_id, id),
	check (state = 'held' or state = 'expired' or (name is not null and email is not null)),
	check ((state in ('held', 'offered')) = (until is not null))
);
create unique index registrations_once on registrations (session_id, email)
	where state in ('asked', 'waiting', 'offered', 'registered');
create index registrations_kind on registrations (place_kind_id, state, number);
create index registrations_until on registrations (until) where until is not null;

-- What became of a registration, step by step, and why.
create table registration_steps (
	id bigint generated always as identity primary key,
	registration_id uuid not null references registrations (id) on delete cascade,
	state text not null,
	why text not null default '',
	stepped_at timestamptz not null,
	stepped_by uuid references people (id)
);
create index registration_steps_of on registration_steps (registration_id, id);

-- A ticket lets one person in: of a registration (the first is who registered, the others come along) or of somebody
-- invited. `secret` is what its picture says, signed, so that a door may read it with no network; `code` is read aloud.
create table tickets (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references sessions (id),
	registration_id uuid references registrations (id),
	attendee_id uuid references attendees (id),
	nth integer not null default 0 check (nth between 0 and 5),
	name text not null,
	code text not null unique,
	secret text not null unique,
	issued_at timestamptz not null,
	revoked_at timestamptz,
	revoked_why text,
	check (num_nonnulls(registration_id, attendee_id) = 1),
	check ((revoked_at is null) = (revoked_why is null))
);
create unique index tickets_one on tickets (registration_id, nth) where revoked_at is null;
create index tickets_attendee on tickets (attendee_id) where attendee_id is not null;
create index tickets_session on tickets (session_id);
