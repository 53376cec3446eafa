import clsx from 'clsx'
import type { Column } from './column'

type Meta = Column<unknown>['meta']

/** The narrower the table, the fewer columns. A cell with a place in the card of a phone is shown there in any case. */
const drops = {
  1: '@max-[1080px]/table:hidden',
  2: '@max-[920px]/table:hidden',
  3: '@max-[780px]/table:hidden',
  4: '@max-[640px]/table:hidden',
}

/** On phones a row becomes a card of two lines, with title and aside above, sub and meta below. */
const places = {
  title: 'phone:[grid-area:1/1]',
  aside: 'phone:text-right phone:[grid-area:1/2]',
  sub: 'phone:text-left phone:text-[13px] phone:text-ink-2 phone:[grid-area:2/1]',
  meta: 'phone:text-right phone:text-[13px] phone:text-ink-2 phone:[grid-area:2/2]',
  more: 'phone:col-span-full phone:text-[13px]',
  actions: 'phone:[grid-area:1/3/span_2]',
}

export const headPlace = (meta: Pick<NonNullable<Meta>, 'drop'> | undefined) => meta?.drop && drops[meta.drop]

export const cellPlace = (meta: Pick<NonNullable<Meta>, 'drop' | 'phone'> | undefined) =>
  clsx(
    headPlace(meta),
    meta?.phone ? 'phone:block phone:h-auto! phone:min-w-0 phone:border-0 phone:p-0! phone:shadow-none!' : 'phone:hidden',
    meta?.phone && places[meta.phone],
  )

export const cardRow =
  'phone:grid phone:grid-cols-[minmax(0,1fr)_auto_auto] phone:items-center phone:gap-x-2.5 phone:gap-y-1 phone:border-b phone:border-line phone:px-3.5 phone:py-3 phone:last:border-b-0 phone:focus-visible:shadow-inside'
