'use client'
import { useTranslations } from 'next-intl'
import type { RowPlace } from '@/components/data-table/long/row-place'
import { Checkbox } from '@/components/ui/checkbox'
import { FieldError } from '@/components/ui/field-error'
import { Hint } from '@/components/ui/hint'
import { Input } from '@/components/ui/input'
import { Tag } from '@/components/ui/tag'
import { type Pick, pickProblem } from './pick'

/** A name and two prices, on a phone the prices below the name. */
export const offeredColumns = 'grid-cols-[minmax(0,1fr)_84px_84px] gap-x-2 gap-y-1.5 px-3 py-1.5 phone:grid-cols-2'

interface Props {
  name: string
  /** our model that has a target for it already */
  usedBy: string | undefined
  known: ReadonlySet<string>
  pick: Pick | undefined
  onPick: (pick: Pick | undefined) => void
  tried: boolean
  failure: string | undefined
  place: RowPlace | undefined
}

export function OfferedRow({ name, usedBy, known, pick, onPick, tried, failure, place }: Props) {
  const t = useTranslations('adminUpstreams')
  const exists = pick !== undefined && known.has(pick.id)
  const problem = tried && pick ? pickProblem(pick, known) : undefined
  const price = (which: 'input' | 'output') =>
    pick && !exists ? (
      <Price
        which={which}
        name={name}
        value={pick[which]}
        invalid={problem === which || (problem === 'input' && which === 'output' && pick.output.trim() === '')}
        onChange={(value) => onPick({ ...pick, [which]: value })}
      />
    ) : (
      <span className="text-right text-ink-2 phone:hidden">–</span>
    )
  return (
    <li
      ref={place?.measure}
      data-index={place?.index}
      aria-posinset={place && place.index + 1}
      aria-setsize={place?.count}
      className={`grid min-h-11 items-center ${offeredColumns}`}
    >
      <div className="min-w-0 phone:col-span-full">
        <Checkbox
          checked={pick !== undefined || usedBy !== undefined}
          disabled={usedBy !== undefined}
          onCheckedChange={(on) => onPick(on ? { id: name, input: '', output: '' } : undefined)}
        >
          <span className="break-all font-mono text-[12.5px]">{name}</span>
        </Checkbox>
        {usedBy !== undefined && <Tag className="ml-2">{t('usedBy', { name: usedBy })}</Tag>}
        {pick && (
          <div className="mt-1.5 mb-1 ml-6">
            <Input
              size="s"
              aria-label={t('modelIdOf', { name })}
              aria-invalid={problem === 'id' || undefined}
              before={t('modelId')}
              value={pick.id}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => onPick({ ...pick, id: event.target.value.trim() })}
            />
            {exists && <Hint>{t('exists')}</Hint>}
          </div>
        )}
        {failure !== undefined && pick && <FieldError>{failure}</FieldError>}
      </div>
      {usedBy === undefined && (
        <>
          {price('input')}
          {price('output')}
        </>
      )}
    </li>
  )
}

interface PriceProps {
  which: 'input' | 'output'
  name: string
  value: string
  invalid: boolean
  onChange: (value: string) => void
}

/** The unit stands in the head of the column, so the field repeats it only where there is no head. */
function Price({ which, name, value, invalid, onChange }: PriceProps) {
  const t = useTranslations('adminUpstreams')
  return (
    <Input
      size="s"
      className="[&>input]:text-right"
      inputMode="decimal"
      autoComplete="off"
      aria-label={t(which === 'input' ? 'priceInOf' : 'priceOutOf', { name })}
      aria-invalid={invalid || undefined}
      before={<span className="hidden phone:inline">{t(which)}</span>}
      placeholder={t('needed')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
