import type { State } from '@/components/ui/status-dot'

/** From which share on calls count as going well, and as going on the whole. */
const wellFrom = 0.99
const fairFrom = 0.95
export const stateOfShare = (success: number): Extract<State, 'on' | 'warn' | 'bad'> =>
  success >= wellFrom ? 'on' : success >= fairFrom ? 'warn' : 'bad'

/** A share with the digits that tell it from all: 99.96%, 98.7%, 100%. It is never rounded up. */
export function shareText(share: number, locale: string): string {
  const places = share === 1 ? 0 : share >= wellFrom ? 2 : 1
  const cut = Math.floor(share * 100 * 10 ** places) / 10 ** places
  return `${cut.toLocaleString(locale, { minimumFractionDigits: places, maximumFractionDigits: places })}%`
}
