'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { LateMenu } from './late-menu'

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
          <button type="button" className={chosen ? 'facet facet-set' : 'facet'}>
            {chosen ? (
              <>
                <span className="what">{label}</span> {chosen.label}
              </>
            ) : (
              <>
                <Plus aria-hidden />
                {label}
              </>
            )}
          </button>
        }
      >
        {({ MenuChoice }) => <MenuChoice options={options} value={value} onValueChange={onChange} />}
      </LateMenu>
      {chosen && (
        <button type="button" className="facet-clear" aria-label={t('clearFilter', { name: label })} onClick={() => onChange(null)}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  )
}
