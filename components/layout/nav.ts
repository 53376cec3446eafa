import {
  Bell,
  BookOpen,
  Boxes,
  ChartColumn,
  ClipboardCheck,
  Cpu,
  Files,
  FileText,
  Gauge,
  Gift,
  KeyRound,
  LayoutGrid,
  LifeBuoy,
  type LucideIcon,
  Megaphone,
  MessageSquare,
  Network,
  ScrollText,
  Settings,
  ShieldCheck,
  Ticket,
  Trophy,
  Users,
  UsersRound,
  Wallet,
} from 'lucide-react'

export interface NavItem {
  /** the name in `nav.*` of the messages */
  name: string
  href: string
  icon: LucideIcon
}
export interface NavSection {
  name: string | null
  items: readonly NavItem[]
}

/** The sidebar of the portal; a page is added by its line here. Palette and page walk read it too. */
export const portalNav: readonly NavSection[] = [
  { name: null, items: [{ name: 'chat', href: '/chat', icon: MessageSquare }] },
  {
    name: 'console',
    items: [
      { name: 'dashboard', href: '/dashboard', icon: LayoutGrid },
      { name: 'keys', href: '/keys', icon: KeyRound },
      { name: 'models', href: '/models', icon: Boxes },
      { name: 'usage', href: '/usage', icon: ChartColumn },
      { name: 'logs', href: '/logs', icon: ScrollText },
      { name: 'applications', href: '/applications', icon: FileText },
      { name: 'gpu', href: '/gpu', icon: Cpu },
      { name: 'files', href: '/files', icon: Files },
    ],
  },
  {
    name: 'account',
    items: [
      { name: 'wallet', href: '/wallet', icon: Wallet },
      { name: 'tickets', href: '/tickets', icon: LifeBuoy },
      { name: 'referral', href: '/referral', icon: Gift },
      { name: 'leaderboard', href: '/leaderboard', icon: Trophy },
      { name: 'announcements', href: '/announcements', icon: Bell },
      { name: 'docs', href: '/docs', icon: BookOpen },
      { name: 'settings', href: '/settings', icon: Settings },
    ],
  },
]

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
      { name: 'adminUsers', href: '/admin/users', icon: Users },
      { name: 'adminApprovals', href: '/admin/approvals', icon: ClipboardCheck },
      { name: 'adminTickets', href: '/admin/tickets', icon: LifeBuoy },
      { name: 'adminCodes', href: '/admin/codes', icon: Ticket },
      { name: 'adminAnnouncements', href: '/admin/announcements', icon: Megaphone },
    ],
  },
  {
    name: 'system',
    items: [
      { name: 'adminGpu', href: '/admin/gpu', icon: Cpu },
      { name: 'adminSettings', href: '/admin/settings', icon: Settings },
      { name: 'adminAudit', href: '/admin/audit', icon: ShieldCheck },
    ],
  },
]

/** The line a path belongs to: the longest address that it begins with. */
export function currentItem(sections: readonly NavSection[], path: string): NavItem | undefined {
  return sections
    .flatMap((section) => section.items)
    .filter((item) => path === item.href || path.startsWith(`${item.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0]
}
