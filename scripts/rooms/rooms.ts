/**
 * The rooms of lib/ in their order. `npm run rooms` makes biome.boundaries.json from this list, and tests/rooms.test.ts compares it
 * with the folders. docs/architecture.md says what each floor is for.
 */
export interface LibRoom {
  name: string
  /** A room may use every room of the floors below its own. */
  floor: 0 | 1 | 2
  /** Rooms of the same floor that it may use. Without this, a room may use those before it. */
  uses?: string[]
  /** May import Next and React. */
  framework?: true
  /** May reach the database although it stands on floor 2. */
  database?: true
  /** Runs in the browser, and therefore sees other rooms only through their schema.ts and their lists. */
  browser?: true
  /** Its inner rooms in order: each may use those before it. Entries that end in `.ts` are files that lie in the room itself. */
  inner?: string[]
}

export const rooms: LibRoom[] = [
  { name: 'addresses', floor: 0 },
  { name: 'throttle', floor: 0 },
  { name: 'db', floor: 0, uses: [] },
  { name: 'processes', floor: 1 },
  { name: 'audit', floor: 1 },
  { name: 'jobs', floor: 1 },
  { name: 'settings', floor: 1 },
  { name: 'i18n', floor: 1, framework: true },
  { name: 'users', floor: 1 },
  { name: 'mail', floor: 1 },
  { name: 'notices', floor: 1 },
  { name: 'catalog', floor: 1, inner: ['*.ts', 'edit', 'file'] },
  { name: 'limits', floor: 1 },
  { name: 'ledger', floor: 1, inner: ['*.ts', 'wallet', 'codes', 'points', 'payments', 'requests', 'turn', 'sweep'] },
  { name: 'keys', floor: 1 },
  { name: 'usage', floor: 1 },
  { name: 'referrals', floor: 1 },
  { name: 'applications', floor: 1 },
  { name: 'leaderboard', floor: 1 },
  { name: 'announcements', floor: 1 },
  { name: 'answers', floor: 1 },
  { name: 'files', floor: 1 },
  { name: 'tickets', floor: 1, inner: ['*.ts', 'staff'] },
  { name: 'documents', floor: 1, inner: ['*.ts', 'worker'] },
  { name: 'conversations', floor: 1 },
  { name: 'shares', floor: 1 },
  { name: 'responses', floor: 1, inner: ['*.ts', 'threads', 'background'] },
  { name: 'auth', floor: 1, framework: true },
  { name: 'http', floor: 2, uses: [], framework: true, inner: ['*.ts', 'next-auth', 'reference'] },
  {
    name: 'gateway',
    floor: 2,
    uses: ['http'],
    inner: [
      'schema.ts',
      'call',
      'reply',
      'authenticate',
      'parse',
      'generation',
      'measure',
      'targets',
      'protocols',
      'endpoints',
      'relay',
      'admit',
      'choose',
      'send',
      'observe',
      'settle',
      'repeat',
      'cache',
      'serve*.ts',
      'probe',
      'doors',
    ],
  },
  { name: 'chat', floor: 2, uses: ['http', 'gateway'] },
  { name: 'boot', floor: 2, uses: ['http', 'gateway', 'chat'], database: true },
  { name: 'superbuddy', floor: 2, uses: ['chat'] },
  { name: 'queries', floor: 2, uses: [], browser: true },
]

/** The folders of `components`, each of which may use those before it. The last four are pages and do not know each other. */
export const componentRooms = ['ui', 'form', 'data-table', 'charts', 'layout', 'shared', 'site', 'auth', 'portal', 'admin']
