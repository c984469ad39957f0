-- What somebody could have seen is asked by who read, with which token, from where and between which instants. What was found
-- is kept as it was asked for, with the letters that tell those concerned.
create index reads_person on reads (person_id, read_at);

-- Why somebody is told of: so many at once, or far more than is usual for who reads.
alter table read_alerts add column rule text not null default 'bulk';

create table exposures (
	id uuid primary key default gen_random_uuid(),
	host_id uuid not null references hosts,
	sought jsonb not null,
	told jsonb not null,
	people integer not null check (people >= 0),
	applications integer not null check (applications >= 0),
	made_at timestamptz not null,
	made_by uuid not null references people
);
create index exposures_host on exposures (host_id, made_at desc);
create trigger exposures_kept before update or delete on exposures for each row execute function refuse_change();

create table exposure_letters (
	letter_id uuid primary key references letters on delete cascade,
	exposure_id uuid not null references exposures,
	person_id uuid not null references people
);
create index exposure_letters_exposure on exposure_letters (exposure_id);

grant select, insert on exposures, exposure_letters to madang_web;
select keep_by('exposures', 'host_id', 'hosts');
select keep_with('exposure_letters', 'exposure_id', 'exposures');
create policy of_exposures on letters using (exists (select from exposure_letters where letter_id = letters.id));

-- Whether the journal's lines follow from one another, some at a time after one that is known by its hash: a page that says so
-- need not read a million lines. `upto` and `hash` are where the next asking goes on.
create function broken_line_after(after bigint, known bytea, most integer)
	returns table (broken bigint, upto bigint, hash bytea) language sql stable
	security definer set search_path = public, pg_temp as $$
	with line as (
		select (one).seq, (one).hash, coalesce(lag((one).hash) over (order by (one).seq), known) as before,
			convert_to(journal_text(one), 'UTF8') as text, after + row_number() over (order by (one).seq) as place
		from (select journal as one from journal where seq > after order by seq limit most) as few
	)
	select
		case
			when after > 0 and not exists (select from journal where seq = after and journal.hash = known) then after
			else min(seq) filter (where line.hash <> sha256(before || text) or seq <> place)
		end,
		coalesce(max(seq), after),
		coalesce((array_agg(line.hash order by seq desc))[1], known)
	from line
$$;
