-- What the press told to be accredited is destroyed a year after the stop; the record of it names the stop.
alter table erasures add stop_id uuid references stops;
alter table erasures drop constraint erasures_check;
alter table erasures
	add constraint erasures_of check ((rule = 'kept-until') = (num_nonnulls(call_id, stop_id) = 1));
create unique index erasures_stop_once on erasures (stop_id);
