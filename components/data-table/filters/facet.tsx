'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LateMenu } from '@/components/ui/late-menu'
import { facetVariants } from './facet-variants'

interface Props<Value extends string> {
  label: string
  options: readonly { value: Value; label: string }[]
  value: Value | null
  onChange: (value: Value | null) => void
}

/** A filter with its name: dashed while it is unset, solid with value and × when it is set. Keep the value in the address with nuqs. */
export function Facet<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  const t = useTranslations('common')
  const chosen = options.find((option) => option.value === value)
  return (
    <span className="inline-flex flex-none items-center">
      <LateMenu
        align="start"
        trigger={
          <button type="button" data-slot="facet" className={facetVariants({ state: chosen ? 'set' : 'unset' })}>
            {chosen ? (
              <>
                <span className="text-ink-2">{label}</span> {chosen.label}
              </>
            ) : (
              <>
                <Plus size={14} className="text-ink-3" aria-hidden />
                {label}
              </>
            )}
          </button>
        }
      >
        {({ MenuChoice }) => <MenuChoice options={options} value={value} onValueChange={onChange} />}
      </LateMenu>
      {chosen && (
        <button
          type="button"
          className="-ml-[9px] inline-grid h-7.5 w-7 place-items-center rounded-r-sm border border-l-0 border-line-strong bg-surface text-ink-2 phone:h-8.5"
          aria-label={t('clearFilter', { name: label })}
          onClick={() => onChange(null)}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}
