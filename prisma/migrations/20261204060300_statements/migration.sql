-- A line also says when it began. For a call that is the record's own time, by which the months of records are left out that a statement
-- has nothing to do with.
CREATE OR REPLACE VIEW "ledger_lines" AS
SELECT * FROM (
  SELECT t.wallet_id, t.line, t.line AS first_line, t.time, t.kind, t.id AS transfer_id, t.reference, t.note, t.actor_id,
    CASE WHEN t.from_account > 0 THEN t.to_account ELSE t.from_account END AS other,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 0 THEN CASE WHEN t.to_account > 0 THEN t.amount ELSE -t.amount END ELSE 0 END AS cash,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 1 THEN CASE WHEN t.to_account > 0 THEN t.amount ELSE -t.amount END ELSE 0 END AS granted,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 2 THEN CASE WHEN t.to_account > 0 THEN t.amount ELSE -t.amount END ELSE 0 END AS points,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 0 THEN t.balance_after END AS cash_after,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 1 THEN t.balance_after END AS granted_after,
    CASE WHEN greatest(t.from_account, t.to_account) % 4 = 2 THEN t.balance_after END AS points_after,
    t.time AS began
  FROM transfers t
  UNION ALL
  SELECT r.wallet_id, r.line, r.line, r.time + make_interval(secs => coalesce(r.duration_ms, 0) / 1000.0), 'charge', NULL::bigint, r.id, NULL,
    NULL::integer, -1::bigint, r.from_grant - r.charge, -r.from_grant, 0::bigint, r.cash_after, r.grant_after, NULL::bigint,
    r.time
  FROM usage_records r
  UNION ALL
  SELECT c.wallet_id, c.last_line, c.first_line, c.time, 'charges', NULL::bigint, 'lines_' || c.first_line || '_' || c.last_line,
    to_char(c.month, 'YYYY-MM') || ' × ' || c.last_line - c.first_line + 1, NULL::integer, -1::bigint,
    -c.from_cash, -c.from_grant, 0::bigint, c.cash_after, c.grant_after, NULL::bigint, c.time
  FROM closed_charges c
) lines WHERE line IS NOT NULL;
