'use client'
import { useTranslations } from 'next-intl'
import type { Place } from '@/components/data-table/place'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { Tag } from '@/components/ui/tag'
import { type Pick, pickProblem } from './pick'

interface Props {
  name: string
  /** our model that has a target for it already */
  usedBy: string | undefined
  known: ReadonlySet<string>
  pick: Pick | undefined
  onPick: (pick: Pick | undefined) => void
  tried: boolean
  failure: string | undefined
  place: Place | undefined
}

export function OfferedRow({ name, usedBy, known, pick, onPick, tried, failure, place }: Props) {
  const t = useTranslations('adminUpstreams')
  const exists = pick !== undefined && known.has(pick.id)
  const problem = tried && pick ? pickProblem(pick, known) : undefined
  const price = (which: 'input' | 'output') =>
    pick && !exists ? (
      <Input
        className="offered-price"
        inputMode="decimal"
        autoComplete="off"
        aria-label={t(which === 'input' ? 'priceInOf' : 'priceOutOf', { name })}
        aria-invalid={problem === which || (problem === 'input' && which === 'output' && pick.output.trim() === '') || undefined}
        before={t(which === 'input' ? 'input' : 'output')}
        placeholder={t('needed')}
        value={pick[which]}
        onChange={(event) => onPick({ ...pick, [which]: event.target.value })}
      />
    ) : (
      <span className="text-right text-ink-2">–</span>
    )
  return (
    <li ref={place?.measure} data-index={place?.index} className="offered-row" data-on={pick !== undefined || undefined}>
      <div className="min-w-0">
        <Checkbox
          checked={pick !== undefined || usedBy !== undefined}
          disabled={usedBy !== undefined}
          onCheckedChange={(on) => onPick(on ? { id: name, input: '', output: '' } : undefined)}
        >
          <span className="break-all font-mono text-[12.5px]">{name}</span>
        </Checkbox>
        {usedBy !== undefined && <Tag className="ml-2">{t('usedBy', { name: usedBy })}</Tag>}
        {pick && (
          <div className="offered-id">
            <Input
              aria-label={t('modelIdOf', { name })}
              aria-invalid={problem === 'id' || undefined}
              before={t('modelId')}
              value={pick.id}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => onPick({ ...pick, id: event.target.value.trim() })}
            />
            {exists && <p className="hint">{t('exists')}</p>}
          </div>
        )}
        {failure !== undefined && pick && <p className="error">{failure}</p>}
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
