import { isoDay } from '@/components/ui/format-time'
import type { ConversationView } from '@/lib/conversations/schema'

export type TimeGroup = 'pinned' | 'today' | 'yesterday' | 'week' | 'earlier'
const day = 86_400_000

/** Groups the list in its order: pinned conversations, then by day in the time zone of the page. */
export function groupByTime(
  rows: ConversationView[],
  now: Date,
  timeZone: string | undefined,
): { name: TimeGroup; conversations: ConversationView[] }[] {
  const dayOf = (date: Date) => isoDay(date, timeZone)
  const daysAgo = (days: number) => dayOf(new Date(now.getTime() - days * day))
  const [today, yesterday, week] = [daysAgo(0), daysAgo(1), daysAgo(6)]
  const groupOf = (row: ConversationView): TimeGroup => {
    const then = dayOf(new Date(row.updatedAt))
    if (row.pinned) return 'pinned'
    if (then >= today) return 'today'
    if (then >= yesterday) return 'yesterday'
    return then >= week ? 'week' : 'earlier'
  }
  const groups = Map.groupBy(rows, groupOf)
  const names: TimeGroup[] = ['pinned', 'today', 'yesterday', 'week', 'earlier']
  return names.flatMap((name) => {
    const conversations = groups.get(name)
    return conversations ? [{ name, conversations }] : []
  })
}
