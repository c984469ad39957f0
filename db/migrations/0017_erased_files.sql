-- The files a receipt names go where the receipt itself has been erased, and only then.
create function refuse_change_but_of_erased() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' and exists (select from receipts where id = old.receipt_id and erased_by is not null) then
		return old;
	end if;
	raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
drop trigger receipt_files_kept on receipt_files;
create trigger receipt_files_kept before update or delete on receipt_files
	for each row execute function refuse_change_but_of_erased();
