-- The opening rush. From `queue_opens_at` on one may come and wait for a register to open; none: there is no queue.
alter table registers
	add column queue_opens_at timestamptz,
	add column admits_a_minute integer not null default 120 check (admits_a_minute between 1 and 6000),
	add constraint queue_before_opening check (queue_opens_at < opens_at);

-- A queue's seed: its hash is public from the day the queue is made, itself once it has put those present in order.
-- `newest` is the last position given; of one mail host `house_most` took part in the order.
create table queues (
	session_id uuid primary key references registers (session_id),
	seed bytea not null check (octet_length(seed) = 32),
	sealed_at timestamptz not null,
	sealed_by uuid not null references people (id),
	ordered_at timestamptz,
	present integer not null default 0,
	newest integer not null default 0,
	house_most integer
);

-- One person's place in a queue, in however many windows. `mark` is what the public order knows it by, `house` the host
-- of their mail address. Those present at the opening are put in order then, the others as they come.
create table queue_places (
	id uuid primary key default gen_random_uuid(),
	session_id uuid not null references queues (session_id),
	person_id uuid references people (id),
	mark text not null,
	house text not null,
	joined_at timestamptz not null,
	seen_at timestamptz not null,
	position integer,
	unique (session_id, person_id),
	unique (session_id, mark),
	unique (session_id, position)
);

-- Who was let in registers once at a time.
alter table registrations add column queue_place_id uuid references queue_places (id);
create unique index registrations_admitted_once on registrations (queue_place_id)
	where state in ('held', 'asked', 'waiting', 'offered', 'registered');
