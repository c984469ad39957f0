-- Who comes along, by name; where somebody stands whom a draw has put in order; which browser holds places, and by which
-- press, so that the same press again is the same hold; and when what a registration said was destroyed.
alter table registrations
	add column companions text[] not null default '{}',
	add column rank bigint,
	add column browser_hash bytea,
	add column intent text,
	add column erased_at timestamptz;
alter table registrations drop constraint registrations_check;
alter table registrations
	add constraint registrations_named
	check (state in ('held', 'expired') or erased_at is not null or (name is not null and email is not null));
-- A browser holds places of a session once: further tabs hold the same.
create unique index registrations_hold on registrations (session_id, browser_hash) where state = 'held';
create index registrations_line on registrations (place_kind_id, rank, number) where state = 'waiting';

-- How many of a hundred are taken to stay away: what the places beyond the capacity follow from, as the public is told.
alter table place_kinds add column no_show_percent integer not null default 0 check (no_show_percent between 0 and 50);

-- Further personal links of a registration: of those that are out only the hashes are kept.
create table registration_links (
	token_hash bytea primary key,
	registration_id uuid not null references registrations (id) on delete cascade,
	made_at timestamptz not null
);
create index registration_links_of on registration_links (registration_id, made_at);

-- Which letters were written about which registration.
create table registration_letters (
	letter_id uuid primary key references letters (id) on delete cascade,
	registration_id uuid not null references registrations (id) on delete cascade,
	kind text not null
);
create index registration_letters_of on registration_letters (registration_id);

-- What was said to register is destroyed some time after the session; the record of it names the session.
alter table erasures add session_id uuid references sessions;
alter table erasures drop constraint erasures_of;
alter table erasures
	add constraint erasures_of check ((rule = 'kept-until') = (num_nonnulls(call_id, stop_id, session_id) = 1));
create unique index erasures_session_once on erasures (session_id);

-- Where places are drawn: what was sealed of a kind of place before the randomness existed, and what came out.
create table place_draws (
	place_kind_id uuid primary key references place_kinds (id),
	seal text not null,
	digest text not null,
	sealed_at timestamptz not null,
	conduct_after timestamptz not null,
	transcript text,
	conducted_at timestamptz,
	check ((transcript is null) = (conducted_at is null))
);
create table place_lots (
	place_kind_id uuid not null references place_draws (place_kind_id),
	lot integer not null,
	registration_id uuid not null unique references registrations (id),
	salt text not null,
	commitment text not null,
	primary key (place_kind_id, lot)
);
