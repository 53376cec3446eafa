'use client'
import { Combobox } from '@base-ui/react/combobox'
import { Check, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type Ref, useRef } from 'react'
import { inputVariants } from './input'
import { menuItemVariants, menuMark, popupVariants, positioner } from './popup'
import { tagVariants } from './tag'

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

/** The × of a chip, and the field behind the chips. */
export const chipRemove = 'grid size-5 place-items-center rounded-[4px]'
export const chipInput = 'h-6 w-27.5 min-w-0 flex-1 bg-transparent pl-1 outline-0 focus-visible:shadow-none phone:text-[16px]'

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
      <Combobox.Chips data-slot="input" className={inputVariants({ size: 'chips' })} ref={anchor}>
        {value.map((one) => (
          <Combobox.Chip key={one} data-slot="tag" className={tagVariants({ tone: 'accent', size: 'chip' })} aria-label={one}>
            <span className="truncate">{one}</span>
            <Combobox.ChipRemove className={chipRemove} aria-label={t('removeNamed', { name: one })}>
              <X aria-hidden />
            </Combobox.ChipRemove>
          </Combobox.Chip>
        ))}
        <Combobox.Input {...aria} className={chipInput} id={id} ref={ref} placeholder={placeholder} />
      </Combobox.Chips>
      <Combobox.Portal>
        <Combobox.Positioner className={positioner} sideOffset={4} align="start" anchor={anchor}>
          <Combobox.Popup className={`w-(--anchor-width) ${popupVariants({ menu: true })}`}>
            <Combobox.Empty>
              <div className="px-2.5 py-1.5 text-[13px] text-ink-2">{t('noMatch')}</div>
            </Combobox.Empty>
            <Combobox.List>
              {(item: string) => (
                <Combobox.Item key={item} value={item} className={menuItemVariants()}>
                  {item}
                  <Combobox.ItemIndicator className={menuMark}>
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
