-- A number of a ticket that other machines may ask by; and somebody invited comes by the code of their pass, to every
-- session of their call. A code is looked for within a session.
alter table tickets add column number integer generated always as identity unique;
alter table tickets drop constraint tickets_code_key;
alter table tickets add constraint tickets_code unique (session_id, code);
create unique index tickets_of_attendee on tickets (session_id, attendee_id)
	where revoked_at is null and attendee_id is not null;

-- A door of a session: which kinds of place it lets in (none named: all), whether the invited, which way it opens, and
-- when. A trial door takes only trial tickets, and no real door takes one.
create table doors (
	id uuid primary key default gen_random_uuid(),
	number integer generated always as identity unique,
	session_id uuid not null references sessions (id),
	name jsonb not null,
	kind_ids uuid[] not null default '{}',
	lets_invited boolean not null default true,
	way text not null default 'both' check (way in ('entry', 'exit', 'both')),
	opens_at timestamptz not null,
	closes_at timestamptz not null,
	is_trial boolean not null default false,
	checks_identity boolean not null default false,
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	ended_at timestamptz,
	check (closes_at > opens_at)
);
create index doors_session on doors (session_id);

-- A steward's phone at one door, and no other. It is let in once by a secret of which the hash is here, and from then on
-- proves itself by a key that cannot leave it; a scanner of pretix's by a token. A lost one is switched off.
create table door_devices (
	id uuid primary key default gen_random_uuid(),
	number integer generated always as identity unique,
	door_id uuid not null references doors (id),
	name text not null,
	enrol_hash bytea unique,
	enrol_until timestamptz not null,
	public_key text,
	token_hash bytea unique,
	salt text not null,
	made_at timestamptz not null,
	made_by uuid not null references people (id),
	enrolled_at timestamptz,
	seen_at timestamptz,
	ahead_ms bigint,
	waiting integer,
	shut_at timestamptz,
	shut_by uuid references people (id),
	check ((enrolled_at is null) = (public_key is null and token_hash is null))
);
create index door_devices_door on door_devices (door_id);

-- What was read at a door, each reading once by its device's nonce, whatever was said of it: nothing is dropped, and
-- nothing is changed. Who is in is reckoned from these, in any order they came in. `at` is the device's clock less what
-- that clock was ahead; `reason` is why a reading opens nothing, and null when it is sound.
create table check_ins (
	id bigint generated always as identity primary key,
	device_id uuid not null references door_devices (id),
	nonce text not null,
	door_id uuid not null references doors (id),
	session_id uuid not null references sessions (id),
	ticket_id uuid references tickets (id),
	said text not null,
	way text not null check (way in ('entry', 'exit', 'undo')),
	undoes text,
	at timestamptz not null,
	device_at timestamptz not null,
	ahead_ms bigint not null,
	was_let boolean not null,
	was_forced boolean not null default false,
	told text,
	reason text,
	received_at timestamptz not null,
	unique (device_id, nonce),
	check ((way = 'undo') = (undoes is not null))
);
create index check_ins_session on check_ins (session_id, id);
create index check_ins_ticket on check_ins (ticket_id) where ticket_id is not null;
create trigger check_ins_kept before delete or update on check_ins
	for each row execute function refuse_change();
