-- A call has one draw, and any number of rehearsals of it. Once sealed, its rows only ever grow.
create table draws (
	id uuid primary key default gen_random_uuid(),
	slug text not null unique,
	call_id uuid not null references calls,
	tag text not null check (tag in ('draw', 'rehearsal')),
	uses_beacon boolean not null,
	prepared_at timestamptz not null,
	prepared_by uuid not null references people
);
-- A second draw of a call lands nowhere.
create unique index draws_once on draws (call_id) where tag = 'draw';

create table witnesses (
	id uuid primary key default gen_random_uuid(),
	draw_id uuid not null references draws,
	position int not null,
	name text not null,
	email text not null,
	token_hash bytea not null unique,
	commitment text,
	committed_at timestamptz,
	reveal text,
	revealed_at timestamptz,
	-- Seconds since 1970 by the wall's clock, as the transcript needs them beside a beacon: a rehearsal's clock may run ahead.
	revealed_wall bigint,
	unique (draw_id, position),
	unique (draw_id, name)
);

create table seals (
	draw_id uuid primary key references draws,
	seal text not null,
	digest text not null,
	conduct_after timestamptz not null,
	sealed_at timestamptz not null,
	sealed_by uuid not null references people
);

create table lots (
	draw_id uuid not null references draws,
	lot int not null,
	application_id uuid not null references applications,
	features jsonb not null,
	commitment text not null,
	band text not null check (band in ('accept', 'draw')),
	chance_num numeric not null,
	chance_den numeric not null,
	primary key (draw_id, lot),
	unique (draw_id, application_id)
);

create table draw_results (
	draw_id uuid primary key references draws,
	transcript text not null,
	conducted_at timestamptz not null
);

create table draw_outcomes (
	draw_id uuid not null,
	lot int not null,
	outcome text not null check (outcome in ('drawn', 'reserve')),
	rank int not null,
	primary key (draw_id, lot),
	foreign key (draw_id, lot) references lots
);

create trigger seals_kept before update or delete on seals for each row execute function refuse_change();
create trigger lots_kept before update or delete on lots for each row execute function refuse_change();
create trigger draw_results_kept before update or delete on draw_results for each row execute function refuse_change();
create trigger draw_outcomes_kept before update or delete on draw_outcomes for each row execute function refuse_change();
