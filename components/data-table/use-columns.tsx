'use client'
import { Columns3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Column } from './column'
import { LateMenu } from './late-menu'

/** Lets people hide `optional` columns; the choice is kept in this browser under `name`. */
export function useColumns<Row>(name: string, columns: readonly Column<Row>[]) {
  const t = useTranslations('common')
  const key = `columns:${name}`
  const [hidden, setHidden] = useState<readonly string[]>([])
  // The choice is read after hydration, because the server does not know it.
  useEffect(() => setHidden(read(key)), [key])
  const set = (id: string, shown: boolean) => {
    const next = shown ? hidden.filter((one) => one !== id) : [...hidden, id]
    setHidden(next)
    localStorage.setItem(key, JSON.stringify(next))
  }
  const chooser = (
    <LateMenu
      trigger={
        <Button size="s" variant="ghost" icon={<Columns3 aria-hidden />} className="phone:hidden">
          {t('columns')}
        </Button>
      }
    >
      {({ MenuCheck }) =>
        columns
          .filter((column) => column.optional)
          .map((column) => (
            <MenuCheck key={column.id} checked={!hidden.includes(column.id)} onCheckedChange={(shown) => set(column.id, shown)}>
              {column.head}
            </MenuCheck>
          ))
      }
    </LateMenu>
  )
  return { shown: columns.filter((column) => !hidden.includes(column.id)), chooser }
}

function read(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : []
  } catch {
    return []
  }
}
