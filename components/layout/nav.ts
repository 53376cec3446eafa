import {
  Bell,
  Boxes,
  Coins,
  FilePen,
  Gauge,
  Gift,
  KeyRound,
  LayoutGrid,
  LifeBuoy,
  ListChecks,
  type LucideIcon,
  Mail,
  Megaphone,
  MessageSquare,
  Network,
  Palette,
  ScrollText,
  Settings,
  ShieldCheck,
  Stamp,
  Ticket,
  Trophy,
  Users,
  UsersRound,
  Wallet,
} from 'lucide-react'
import type { Role } from '@/lib/users/roles'
import type { WaitingCounts } from '@/lib/users/schema'

export interface NavItem {
  /** the name in `nav.*` of the messages */
  name: string
  href: string
  icon: LucideIcon
  /** the page brings a frame of its own: it fills the window, and the sidebar is folded beside it */
  bare?: boolean
  /** what its count adds up, of that which waits for operators */
  waits?: readonly (keyof WaitingCounts)[]
  /** who may use it among the operators' pages; operators and above by default */
  who?: Role
}
export interface NavSection {
  name: string | null
  items: readonly NavItem[]
}

/** The public pages beside the start page. */
export const siteNav: readonly Pick<NavItem, 'name' | 'href'>[] = [
  { name: 'models', href: '/models' },
  { name: 'announcements', href: '/announcements' },
]

/** The sidebar of the portal. A page is added by a line here; the palette and the page walk read it too. */
export const portalNav: readonly NavSection[] = [
  {
    name: null,
    items: [
      { name: 'chat', href: '/chat', icon: MessageSquare, bare: true },
      { name: 'models', href: '/models', icon: Boxes },
    ],
  },
  {
    name: 'console',
    items: [
      { name: 'dashboard', href: '/dashboard', icon: LayoutGrid },
      { name: 'keys', href: '/keys', icon: KeyRound },
      { name: 'applications', href: '/applications', icon: FilePen },
      { name: 'logs', href: '/logs', icon: ScrollText },
      { name: 'leaderboard', href: '/leaderboard', icon: Trophy },
    ],
  },
  {
    name: 'account',
    items: [
      { name: 'wallet', href: '/wallet', icon: Wallet },
      { name: 'points', href: '/points', icon: Coins },
      { name: 'announcements', href: '/announcements', icon: Megaphone },
      { name: 'referral', href: '/referral', icon: Gift },
      { name: 'tickets', href: '/tickets', icon: LifeBuoy },
      { name: 'settings', href: '/settings', icon: Settings },
    ],
  },
]

/** Pages of the portal that the palette finds, but that have no line in the sidebar, because the header leads to them. */
export const unlistedPortalNav: readonly NavSection[] = [{ name: null, items: [{ name: 'notices', href: '/notices', icon: Bell }] }]

/** The operators' sidebar. */
export const adminNav: readonly NavSection[] = [
  { name: null, items: [{ name: 'adminHome', href: '/admin', icon: Gauge }] },
  {
    name: 'gateway',
    items: [
      { name: 'adminUpstreams', href: '/admin/upstreams', icon: Network },
      { name: 'adminModels', href: '/admin/models', icon: Boxes },
      { name: 'adminGroups', href: '/admin/groups', icon: UsersRound },
      { name: 'adminLogs', href: '/admin/logs', icon: ScrollText },
    ],
  },
  {
    name: 'people',
    items: [
      { name: 'adminApprovals', href: '/admin/approvals', icon: Stamp, waits: ['applications', 'recharges', 'withdrawals'] },
      { name: 'adminTickets', href: '/admin/tickets', icon: LifeBuoy, waits: ['tickets'], who: 'support' },
      { name: 'adminUsers', href: '/admin/users', icon: Users },
      { name: 'adminCodes', href: '/admin/codes', icon: Ticket },
      { name: 'adminAnnouncements', href: '/admin/announcements', icon: Megaphone },
    ],
  },
  {
    name: 'system',
    items: [
      { name: 'adminMail', href: '/admin/mail', icon: Mail },
      { name: 'adminJobs', href: '/admin/jobs', icon: ListChecks },
      { name: 'adminSettings', href: '/admin/settings', icon: Settings },
      { name: 'adminAudit', href: '/admin/audit', icon: ShieldCheck },
    ],
  },
]

/** Pages that the palette finds, but that have no line in the sidebar, because only developers need them. */
export const unlistedAdminNav: readonly NavSection[] = [
  { name: null, items: [{ name: 'adminDesign', href: '/admin/design', icon: Palette }] },
]

/** The item that a path belongs to: the one with the longest address that the path begins with. */
export function currentItem(sections: readonly NavSection[], path: string): NavItem | undefined {
  return sections
    .flatMap((section) => section.items)
    .filter((item) => path === item.href || path.startsWith(`${item.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
}
