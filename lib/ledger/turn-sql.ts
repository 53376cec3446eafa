import { admitSql } from './admit-sql'
import { settleSql } from './settle-sql'

const settleTypes = `text[], timestamptz[], bigint[], text[], text[], text[], jsonb[], int[], text[], int[], int[], int[], int[], boolean[],
  int[], int[], int[], text[], text[], int[]`
const admitTypes = `text, text[], timestamptz[], int[], int[], text[], text[], bigint[], text[], text[], text[], text[], boolean[], text[],
  text[], text[], text[], int[], int[], text[]`
const settleCount = 20
const admitCount = 20

/**
 * Settlements and admissions of one moment in one transaction: one commit for both, and no two statements of a process waiting for
 * each other's wallets. Made anew on each connection, so that it is never older than the code that calls it.
 */
export const makeTurn = `
create or replace function pg_temp.ledger_turn(${settleTypes}, ${admitTypes}, int[], text[])
returns table (place int, wallet_whole text, wallet_left text, limit_whole text, limit_left text, limited boolean) language plpgsql as $turn$
#variable_conflict use_column
begin
  -- Each of the two locks in order; one after the other in one transaction needs the order over both.
  perform 1 from wallets where id = any($${settleCount + admitCount + 1}) order by id for update;
  perform 1 from spend_limits where id = any($${settleCount + admitCount + 2}) order by id for update;
  ${settleSql};
  return query ${admitSql.replace(/\$(\d+)/g, (_, n) => `$${Number(n) + settleCount}`)};
end $turn$`

/**
 * Settlements first, since they free what admissions may need. $1 … $20 as the settlement's statement, $21 … $40 as the admission's, then
 * every wallet and every limit that either touches.
 */
export const turnSql = `select * from pg_temp.ledger_turn(${Array.from({ length: settleCount + admitCount + 2 }, (_, i) => `$${i + 1}`).join(', ')})`
