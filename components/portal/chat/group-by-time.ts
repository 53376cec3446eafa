import type { ConversationView } from '@/lib/conversations/schema'

export type TimeGroup = 'pinned' | 'today' | 'yesterday' | 'week' | 'earlier'
const day = 86_400_000

/** Groups the list in its order: pinned conversations, then by day in the reader's time zone. */
export function groupByTime(rows: ConversationView[], now: Date): { name: TimeGroup; conversations: ConversationView[] }[] {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime()
  const groupOf = (row: ConversationView): TimeGroup => {
    const time = Date.parse(row.updatedAt)
    if (row.pinned) return 'pinned'
    if (time >= midnight) return 'today'
    if (time >= midnight - day) return 'yesterday'
    return time >= midnight - 6 * day ? 'week' : 'earlier'
  }
  const groups = Map.groupBy(rows, groupOf)
  const names: TimeGroup[] = ['pinned', 'today', 'yesterday', 'week', 'earlier']
  return names.flatMap((name) => {
    const conversations = groups.get(name)
    return conversations ? [{ name, conversations }] : []
  })
}
