-- How much each person read of each call in each month (UTC): the log of a month has a hundred thousand rows in a large house,
-- and its page says their sums. The log keeps them itself, so that they are what its rows say.
create table read_sums (
	host_id uuid not null references hosts,
	month date not null,
	call_id uuid not null references calls,
	person_id uuid not null references people,
	reads bigint not null check (reads >= 0),
	exports bigint not null,
	applications bigint not null,
	primary key (host_id, month, call_id, person_id)
);
grant select on read_sums to madang_web;
select keep_by('read_sums', 'host_id', 'hosts');

create function count_reads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	insert into read_sums as kept (host_id, month, call_id, person_id, reads, exports, applications)
	select host_id, date_trunc('month', read_at at time zone 'UTC'), call_id, person_id, count(*),
		count(*) filter (where what = 'export'), sum(cardinality(application_ids))
	from come group by 1, 2, 3, 4 order by 1, 2, 3, 4
	on conflict (host_id, month, call_id, person_id) do update set reads = kept.reads + excluded.reads,
		exports = kept.exports + excluded.exports, applications = kept.applications + excluded.applications;
	return null;
end $$;
create function discount_reads() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
	with dropped as (
		select host_id, date_trunc('month', read_at at time zone 'UTC')::date as month, call_id, person_id, count(*) as reads,
			count(*) filter (where what = 'export') as exports, sum(cardinality(application_ids)) as applications
		from gone group by 1, 2, 3, 4
	)
	update read_sums as kept set reads = kept.reads - dropped.reads, exports = kept.exports - dropped.exports,
		applications = kept.applications - dropped.applications
	from dropped where (kept.host_id, kept.month, kept.call_id, kept.person_id) =
		(dropped.host_id, dropped.month, dropped.call_id, dropped.person_id);
	delete from read_sums where reads = 0;
	return null;
end $$;
-- From here on nobody else's row comes before the triggers are there; what came until then is counted once.
create trigger reads_counted after insert on reads referencing new table as come
	for each statement execute function count_reads();
create trigger reads_discounted after delete on reads referencing old table as gone
	for each statement execute function discount_reads();
insert into read_sums (host_id, month, call_id, person_id, reads, exports, applications)
select host_id, date_trunc('month', read_at at time zone 'UTC'), call_id, person_id, count(*),
	count(*) filter (where what = 'export'), sum(cardinality(application_ids))
from reads group by 1, 2, 3, 4;

-- Who has done something in a call is asked of the journal by call and person, not of all the call's lines.
create index journal_actor on journal (call_id, by_id);
