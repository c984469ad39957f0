-- The head moves once a statement. Moved with every line, a row changed thousands of times in one transaction leaves as
-- many dead versions to step over, and many lines at once cost the square of their number.

-- A line follows from the one before it in its own statement, or else from the head, whose row lock puts writers in one
-- order until they commit: the chain cannot fork.
create or replace function link_journal() returns trigger language plpgsql as $$
declare head journal_head; before journal;
begin
	select * into head from journal_head for update;
	select * into before from journal where seq > head.seq order by seq desc limit 1;
	new.seq := coalesce(before.seq, head.seq) + 1;
	new.at := date_trunc('milliseconds', new.at);
	new.hash := sha256(coalesce(before.hash, head.hash) || convert_to(journal_text(new), 'UTF8'));
	return new;
end $$;

create function move_journal_head() returns trigger language plpgsql as $$
begin
	update journal_head set seq = line.seq, hash = line.hash
	from (select seq, hash from journal order by seq desc limit 1) line
	where line.seq > journal_head.seq;
	return null;
end $$;
create trigger journal_moves after insert on journal for each statement execute function move_journal_head();
