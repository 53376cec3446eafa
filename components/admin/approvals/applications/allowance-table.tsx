'use client'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FieldError } from '@/components/ui/field-error'
import { Input } from '@/components/ui/input'
import type { Allowance, QueuedApplication } from '@/lib/applications/schema'
import type { BodyProps } from '../queue-kind'
import { type AllowanceDraft, allowanceNames, timesDefault } from './draft'

type Props = BodyProps<QueuedApplication, AllowanceDraft> & { defaults: Allowance | undefined }

const head = 'pb-1.5 pl-3 font-normal text-[12.5px] text-ink-2 first:pl-0'
const cell = 'h-10.5 border-line border-t py-1 pl-3 first:pl-0'

/** Large numbers in words, exact to four digits. */
const compact = { notation: 'compact', maximumSignificantDigits: 4 } as const

/** Default, asked and given in one row each; how many times the default was asked for stands in words. */
export function AllowanceTable({ row, defaults, draft, onDraft, faults }: Props) {
  const t = useTranslations('adminApprovals')
  const format = useFormatter()
  const waits = row.state === 'submitted'
  const short = (value: number) => format.number(value, compact)
  return (
    <table className="w-full text-[13px]">
      <thead>
        <tr>
          <th className={`${head} text-left`}>{t('application.limit')}</th>
          <th className={`${head} text-right phone:hidden`}>{t('application.default')}</th>
          <th className={`${head} text-right`}>{t('application.asked')}</th>
          {(waits || row.granted) && <th className={`${head} w-39 text-right phone:w-33`}>{t('application.given')}</th>}
        </tr>
      </thead>
      <tbody>
        {allowanceNames.map((name) => (
          <Line
            key={name}
            name={t(`application.limits.${name}`)}
            usual={defaults && short(defaults[name])}
            asked={<Asked value={row[name]} usual={defaults?.[name]} />}
            given={row.granted ? short(row.granted[name]) : undefined}
            fault={faults[name]}
          >
            {waits && (
              <Input
                size="s"
                className="text-right tabular-nums"
                inputMode="numeric"
                aria-label={t(`application.limits.${name}`)}
                aria-invalid={faults[name] !== undefined || undefined}
                value={draft[name]}
                onChange={(event) => onDraft({ ...draft, [name]: event.target.value.replace(/\D/g, '').slice(0, 15) })}
              />
            )}
          </Line>
        ))}
        <Line name={t('application.endsOn')} usual={defaults?.endsOn} asked={row.endsOn} given={row.granted?.endsOn} fault={faults.endsOn}>
          {waits && (
            <Input
              size="s"
              type="date"
              aria-label={t('application.endsOn')}
              aria-invalid={faults.endsOn !== undefined || undefined}
              value={draft.endsOn}
              onChange={(event) => onDraft({ ...draft, endsOn: event.target.value })}
            />
          )}
        </Line>
      </tbody>
    </table>
  )
}

function Asked({ value, usual }: { value: number; usual: number | undefined }) {
  const format = useFormatter()
  const times = usual === undefined ? undefined : timesDefault(value, usual)
  return (
    <>
      {format.number(value, compact)} {times !== undefined && <span className="text-warn-text">×{format.number(times)}</span>}
    </>
  )
}

interface LineProps {
  name: string
  usual: ReactNode
  asked: ReactNode
  given: ReactNode
  fault: string | undefined
  /** the field, while it is decided */
  children: ReactNode
}

function Line({ name, usual, asked, given, fault, children }: LineProps) {
  return (
    <tr>
      <th scope="row" className={`${cell} text-left font-normal`}>
        {name}
      </th>
      <td className={`${cell} text-right text-ink-2 tabular-nums phone:hidden`}>{usual ?? '–'}</td>
      <td className={`${cell} text-right tabular-nums`}>{asked}</td>
      {(children || given !== undefined) && (
        <td className={`${cell} text-right tabular-nums`}>
          {children || given}
          {fault !== undefined && <FieldError>{fault}</FieldError>}
        </td>
      )}
    </tr>
  )
}
