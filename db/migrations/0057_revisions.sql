-- What a call is made of is read by every page of it and changes seldom: it bears a number that is new with every change of
-- its own row or of any of its parts, so that who has read them once knows that they still stand. Of a sequence, and not one
-- more than before: a change that is taken back again leaves its number to nobody.
create sequence call_revisions;
grant usage on sequence call_revisions to madang_web;
alter table calls add column revision bigint not null default 0;

create function number_revision() returns trigger language plpgsql as $$
begin
	new.revision := nextval('call_revisions');
	return new;
end
$$;
create trigger calls_revise before update on calls for each row execute function number_revision();

create function revise_calls(ids uuid[]) returns void language sql
	security definer set search_path = public, pg_temp as $$
	update calls set revision = 0 where id = any(ids) -- the trigger numbers it
$$;

-- Of a part that names its call.
create function revise_call() returns trigger language plpgsql as $$
begin
	perform revise_calls(array[(case when tg_op = 'DELETE' then old else new end).call_id]);
	return null;
end
$$;

create function revise_calls_by_change() returns trigger language plpgsql as $$
begin
	perform revise_calls(array(select call_id from deadline_changes where id = new.change_id));
	return null;
end
$$;

create function revise_calls_at_stop() returns trigger language plpgsql as $$
begin
	perform revise_calls(array(
		select id from calls where stop_id = new.id union select call_id from call_stops where stop_id = new.id));
	return null;
end
$$;

create function revise_calls_of_host() returns trigger language plpgsql as $$
begin
	perform revise_calls(array(select id from calls where host_id = new.id));
	return null;
end
$$;

create trigger tracks_revise after insert or update or delete on tracks for each row execute function revise_call();
create trigger fields_revise after insert or update or delete on fields for each row execute function revise_call();
create trigger form_versions_revise after insert or update or delete on form_versions
	for each row execute function revise_call();
create trigger terms_revise after insert or update or delete on terms for each row execute function revise_call();
create trigger criteria_revise after insert or update or delete on criteria for each row execute function revise_call();
create trigger quotas_revise after insert or update or delete on quotas for each row execute function revise_call();
create trigger rounds_revise after insert or update or delete on rounds for each row execute function revise_call();
create trigger call_stops_revise after insert or update or delete on call_stops
	for each row execute function revise_call();
create trigger call_stop_quotas_revise after insert or update or delete on call_stop_quotas
	for each row execute function revise_call();
create trigger memory_rules_revise after insert or update or delete on memory_rules
	for each row execute function revise_call();
create trigger deadline_answers_revise after insert on deadline_answers
	for each row execute function revise_calls_by_change();
create trigger stops_revise after update on stops for each row execute function revise_calls_at_stop();
create trigger hosts_revise after update on hosts for each row execute function revise_calls_of_host();
