'use client'
import { Combobox } from '@base-ui/react/combobox'
import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type Ref, useRef } from 'react'

interface Props {
  options: readonly string[]
  value: readonly string[]
  onValueChange: (value: string[]) => void
  placeholder?: string
  id?: string
  ref?: Ref<HTMLInputElement>
  /** repeated here, because the label outside is hidden from screen readers while the list is open */
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

/** Chooses several of a list by typing. Each choice is a chip that Backspace or its × removes. */
export function MultiSelect({ options, value, onValueChange, placeholder, id, ref, ...aria }: Props) {
  const t = useTranslations('common')
  const anchor = useRef<HTMLDivElement>(null)
  return (
    <Combobox.Root
      items={options}
      multiple
      value={[...value]}
      // Escape closes the list or the dialog around it, and keeps what was chosen.
      onValueChange={(next, { reason }) => reason !== 'escape-key' && onValueChange(next)}
      autoHighlight
    >
      <Combobox.Chips className="input input-chips" ref={anchor}>
        {value.map((one) => (
          <Combobox.Chip key={one} className="tag tag-accent" aria-label={one}>
            <span className="truncate">{one}</span>
            <Combobox.ChipRemove aria-label={t('removeNamed', { name: one })}>
              <X aria-hidden />
            </Combobox.ChipRemove>
          </Combobox.Chip>
        ))}
        <Combobox.Input {...aria} id={id} ref={ref} placeholder={placeholder} />
      </Combobox.Chips>
      <Combobox.Portal>
        <Combobox.Positioner className="popup-place" sideOffset={4} align="start" anchor={anchor}>
          <Combobox.Popup className="popup menu w-(--anchor-width)">
            <Combobox.Empty>
              <div className="px-2.5 py-1.5 text-[13px] text-ink-2">{t('noMatch')}</div>
            </Combobox.Empty>
            <Combobox.List>
              {(item: string) => (
                <Combobox.Item key={item} value={item} className="menu-item">
                  {item}
                  <Combobox.ItemIndicator className="mark">
                    <Check aria-hidden />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  )
}
