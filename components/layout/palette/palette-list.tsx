'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Boxes, KeyRound, type LucideIcon, Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { menuAside, menuItemVariants, menuTitle } from '@/components/ui/popup'
import { keysQuery } from '@/lib/queries/keys'
import { meQuery } from '@/lib/queries/me'
import { modelsQuery } from '@/lib/queries/models'
import { atLeast } from '@/lib/users/roles'
import { adminNavFor } from '../admin-nav'
import { modelHref } from '../model-href'
import { portalNav, unlistedAdminNav, unlistedPortalNav } from '../nav'

/** Actions, pages, keys and models. */
export function PaletteList({ asks, onChosen }: { asks: boolean; onChosen: () => void }) {
  const t = useTranslations('nav')
  const router = useRouter()
  const role = useQuery(meQuery).data?.user.role ?? 'user'
  const keys = useInfiniteQuery({ ...keysQuery, enabled: asks }).data?.pages.flatMap((page) => page.keys)
  const models = useQuery({ ...modelsQuery, enabled: asks }).data?.models
  const pages = [...portalNav, ...unlistedPortalNav, ...adminNavFor(role), ...(atLeast(role, 'operator') ? unlistedAdminNav : [])].flatMap(
    (section) => section.items,
  )
  const go = (href: string) => () => {
    onChosen()
    router.push(href)
  }
  return (
    <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto p-1.5">
      <Command.Empty className={menuTitle}>{t('paletteEmpty')}</Command.Empty>
      <Group heading={t('paletteActions')}>
        <Item icon={Plus} onSelect={go('/keys?create=1')}>
          {t('createKey')}
        </Item>
      </Group>
      <Group heading={t('palettePages')}>
        {pages.map(({ href, icon, name }) => (
          <Item key={href} icon={icon} value={`${t(name)} ${href}`} onSelect={go(href)}>
            {t(name)}
          </Item>
        ))}
      </Group>
      <Group heading={t('keys')}>
        {keys?.map(({ id, name, preview }) => (
          <Item key={id} icon={KeyRound} value={`${name} ${preview} ${id}`} onSelect={go(`/keys?q=${encodeURIComponent(name)}`)}>
            <span className="truncate">{name}</span>
            <code className={menuAside}>{preview}</code>
          </Item>
        ))}
      </Group>
      <Group heading={t('models')}>
        {models?.map(({ id }) => (
          <Item key={id} icon={Boxes} onSelect={go(modelHref(id))}>
            {id}
          </Item>
        ))}
      </Group>
    </Command.List>
  )
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&>[cmdk-group-heading]]:px-2.5 [&>[cmdk-group-heading]]:pt-1.5 [&>[cmdk-group-heading]]:pb-0.5 [&>[cmdk-group-heading]]:text-[12px] [&>[cmdk-group-heading]]:text-ink-2"
  >
    {children}
  </Command.Group>
)

interface ItemProps {
  icon: LucideIcon
  /** what is searched; without it, the words that are shown */
  value?: string
  onSelect: () => void
  children: ReactNode
}

const Item = ({ icon: Icon, children, ...rest }: ItemProps) => (
  <Command.Item {...rest} data-slot="command-item" className={menuItemVariants()}>
    <Icon aria-hidden />
    {children}
  </Command.Item>
)
